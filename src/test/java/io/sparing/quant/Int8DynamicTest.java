package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.data.Batch;
import io.sparing.data.Datasets;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Int8DynamicTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int ROWS = 32;

  private static ScriptModule encoder;
  private static Batch glosses;

  @BeforeAll
  static void load() throws IOException {
    encoder = Encoders.load(MODEL);
    try (InputStream json = ModelFiles.tokenizer(MODEL);
        Tokenizer tokenizer = Tokenizer.load(json)) {
      List<TokenIds> texts =
          tokenizer.encode(Datasets.load("wordnet-topic").test().subList(0, ROWS), "", 64);
      glosses = Batch.of(texts, IntStream.range(0, ROWS).toArray());
    }
  }

  @Test
  void embeddingsOfRealGlossesStayClose() throws IOException {
    float[] exact = embed(encoder, 1).get(0);
    float[] quantized = embed(Int8Dynamic.ofThisProcessor().apply(encoder), 1).get(0);
    assertThat(quantized).isNotEqualTo(exact);
    // Seven-bit activations of six layers cost a few hundredths; a wrong scale costs far more.
    for (int row = 0; row < ROWS; row++) {
      assertThat(cosine(exact, quantized, row * 384)).as("row %d", row).isGreaterThan(0.95);
    }
  }

  @Test
  void laterCallsOnPackedWeightsAnswerAsTheFirst() throws IOException {
    List<float[]> calls = embed(Int8Dynamic.ofThisProcessor().apply(encoder), 3);
    assertThat(calls.get(1)).containsExactly(calls.get(0), within(1e-6f));
    assertThat(calls.get(2)).containsExactly(calls.get(1), within(1e-6f));
  }

  @Test
  void everyLinearLayerIsReplacedAndNothingElse() {
    List<String> before = names(encoder);
    List<String> after = names(Int8Dynamic.ofThisProcessor().apply(encoder));
    assertThat(before).filteredOn("Linear"::equals).hasSize(36);
    assertThat(after)
        .isEqualTo(
            before.stream().map(name -> name.equals("Linear") ? "Int8Linear" : name).toList());
  }

  @Test
  void weightsShrinkToAByteANumberAndAScaleARow() {
    long numbers = 6 * (4 * 384 * 384 + 2 * 384 * 1536);
    long rows = 6 * (4 * 384 + 1536 + 384);
    assertThat(Int8Dynamic.ofThisProcessor().apply(encoder).weightBytes())
        .isEqualTo(encoder.weightBytes() - 4 * numbers + numbers + 4 * rows)
        .isLessThan(encoder.weightBytes());
  }

  @Test
  void aRowsLargestWeightBecomes127() {
    TensorData weight = TensorData.floats(new float[] {1, -0.5f, 0, 0, 0.1f, -2.54f}, 3, 2);
    ScriptModule layer =
        Int8Dynamic.ofThisProcessor().apply(Layers.linear(weight, TensorData.zeros(3)));
    byte[] codes = new byte[6];
    layer.tensor("weight").bytes().get(codes);
    assertThat(codes).containsExactly(127, -63, 0, 0, 5, -127);
    assertThat(layer.tensor("scale").toFloats())
        .containsExactly(new float[] {1 / 127f, 0, 0.02f}, within(1e-7f));
  }

  @Test
  void fp32ChangesNothing() {
    assertThat(new Fp32().apply(encoder)).isSameAs(encoder);
  }

  @Test
  void formatsAreKnownByTheirNames() {
    NumberFormats.known().forEach((name, format) -> assertThat(format.name()).isEqualTo(name));
    assertThat(NumberFormats.find("int8")).isInstanceOf(Int8Dynamic.class);
    assertThatThrownBy(() -> NumberFormats.find("int3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown number format: int3; known: " + String.join(", ", NumberFormats.NAMES));
  }

  private static List<String> names(ScriptModule tree) {
    List<String> names = new ArrayList<>();
    tree.map(
        (path, module) -> {
          names.add(module.name());
          return module;
        });
    return names;
  }

  private static List<float[]> embed(ScriptModule tree, int times) throws IOException {
    List<float[]> answers = new ArrayList<>();
    try (LoadedScript script = LoadedScript.load(tree, Device.cpu())) {
      for (int i = 0; i < times; i++) {
        try (NDManager manager = script.newManager()) {
          Shape shape = new Shape(glosses.rows(), glosses.length());
          List<NDArray> inputs =
              List.of(
                  manager.create(glosses.ids(), shape),
                  manager.create(glosses.typeIds(), shape),
                  manager.create(glosses.mask(), shape));
          answers.add(script.call(manager, "embed", inputs).toFloatArray());
        }
      }
    }
    return answers;
  }

  private static double cosine(float[] one, float[] other, int from) {
    double product = 0;
    double squaresOfOne = 0;
    double squaresOfOther = 0;
    for (int i = from; i < from + 384; i++) {
      product += (double) one[i] * other[i];
      squaresOfOne += (double) one[i] * one[i];
      squaresOfOther += (double) other[i] * other[i];
    }
    return product / Math.sqrt(squaresOfOne * squaresOfOther);
  }
}
