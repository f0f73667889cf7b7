package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.model.Encoders;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.model.TinyBert;
import io.sparing.model.TinyFolder;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every strategy that trains, on encoders of other architectures: what it trains, and that it
 * answers.
 */
class ArchitecturesAdaptTest {

  @TempDir private Path folder;

  static Stream<String> architectures() {
    return Families.architectures().stream().filter(name -> !name.equals("bert")); // see ParityTest
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyStrategyAdaptsAndIsDeployed(String architecture) throws IOException {
    ModelManifest manifest = Models.find(TinyFolder.write(folder, architecture));
    ScriptModule encoder = Encoders.load(manifest);
    for (Strategy strategy : Strategies.known().values()) {
      if (!strategy.trains()) {
        continue; // these change no more than the head, and need texts for it
      }
      TreeMap<String, Object> parameters = new TreeMap<>(StrategyParameters.of(strategy));
      parameters.computeIfPresent("frozen_layers", (name, value) -> 1L);
      parameters.computeIfPresent("reduction_factor", (name, value) -> 4L);
      parameters.computeIfPresent("hidden_weight", (name, value) -> 0.0); // teachers are wider
      ScriptModule adapted =
          strategy.adapt(
              encoder,
              new Adaptation(
                  manifest,
                  new Unprompted(TinyBert.CLASSES),
                  List.of(new Adaptation.Lane(parameters, 1))));
      float[] trained = logits(adapted);
      assertThat(trained).as(strategy.name()).hasSize(TinyBert.ROWS * TinyBert.CLASSES);
      assertThat(logits(strategy.deploy(adapted, 0)))
          .as(strategy.name())
          .containsExactly(trained, within(strategy));
      if (strategy instanceof Lora || strategy instanceof FullFineTuning) {
        assertThat(logits(JointProjection.in(adapted)))
            .as(strategy.name())
            .containsExactly(trained, within(strategy));
      }
    }
  }

  private static Offset<Float> within(Strategy strategy) {
    return Assertions.within(strategy.name().equals("qat") ? 0.2f : 1e-4f);
  }

  private static float[] logits(ScriptModule model) throws IOException {
    Shape shape = new Shape(TinyBert.ROWS, TinyBert.LENGTH);
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs =
          Stream.of(TinyBert.ids(), TinyBert.types(), TinyBert.mask())
              .map(values -> manager.create(values, shape))
              .toList();
      return script.call(manager, "logits", inputs).toFloatArray();
    }
  }
}
