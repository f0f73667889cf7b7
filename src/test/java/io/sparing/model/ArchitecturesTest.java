package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.script.DataType;
import io.sparing.script.LoadedScript;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Encoders read from Hugging Face folders against what transformers gave for the same weights, as
 * {@code src/test/parity/architectures.py} recorded it: every hidden state, padding included.
 */
class ArchitecturesTest {

  private static final double TOLERANCE = 1e-4;
  private static final int ROWS = 3;
  private static final int LENGTH = 7;

  @TempDir private Path folder;

  static Stream<Arguments> foldersAndPrefixes() {
    return TinyFolder.recorded().stream()
        .flatMap(
            recorded -> {
              String name = recorded.get("architecture").getAsString();
              return Stream.of("", Families.architecture(name, name).prefix() + ".")
                  .map(prefix -> Arguments.of(name, prefix, recorded));
            });
  }

  @ParameterizedTest(name = "{0}, prefix {1}")
  @MethodSource("foldersAndPrefixes")
  void hiddenStatesAgreeWithTransformers(String name, String prefix, JsonObject recorded)
      throws IOException {
    JsonObject config = recorded.getAsJsonObject("config");
    write(config, prefix, tensor -> tensor);
    double difference = difference(recorded, states(recorded));
    System.out.printf("%s, prefix '%s': largest difference %.1e%n", name, prefix, difference);
    assertThat(difference).isLessThan(TOLERANCE);
  }

  @ParameterizedTest(name = "{0}, prefix {1}")
  @MethodSource("foldersAndPrefixes")
  void halfPrecisionFilesAreReadAsSingle(String name, String prefix, JsonObject recorded)
      throws IOException {
    write(recorded.getAsJsonObject("config"), prefix, tensor -> tensor.to(DataType.FLOAT16));
    assertThat(difference(recorded, states(recorded))).isBetween(TOLERANCE / 10, 0.05);
    assertThat(Models.find(folder.toString()).parameters())
        .isEqualTo(
            Encoders.load(Models.find(folder.toString())).allTensors().values().stream()
                .mapToLong(TensorData::elements)
                .sum());
  }

  private void write(JsonObject config, String prefix, Function<TensorData, TensorData> change)
      throws IOException {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    TinyFolder.weights(config)
        .forEach((weight, tensor) -> weights.put(prefix + weight, change.apply(tensor)));
    weights.put("classifier.bias", TensorData.zeros(2));
    TinyFolder.write(folder, config, weights);
  }

  private float[] states(JsonObject recorded) throws IOException {
    ModelManifest manifest = Models.find(folder.toString());
    Shape shape = new Shape(ROWS, LENGTH);
    long[] ids =
        recorded.getAsJsonArray("ids").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    try (LoadedScript script = LoadedScript.load(Encoders.load(manifest), Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray[] inputs =
          List.of(ids, TinyBert.types(), TinyBert.mask()).stream()
              .map(values -> manager.create(values, shape))
              .toArray(NDArray[]::new);
      return script.call(manager, "hidden", inputs).toFloatArray();
    }
  }

  private static double difference(JsonObject recorded, float[] actual) {
    List<JsonElement> expected = recorded.getAsJsonArray("states").asList();
    assertThat(actual).hasSize(expected.size());
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(expected.get(i).getAsDouble() - actual[i]));
    }
    return largest;
  }
}
