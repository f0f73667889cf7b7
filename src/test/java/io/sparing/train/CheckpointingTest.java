package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.meter.HostMemory;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.model.TinyFolder;
import io.sparing.process.Allocator;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointingTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int CLASSES = 4;

  /** All gradients that a pass gathered, one after the other. */
  private static final String FLAT =
      """
      def flat(self) -> Tensor:
        flat = annotate(List[Tensor], [])
        for i in range(torch.len(self.gathered)):
          torch.append(flat, torch.flatten(self.gathered[i]))
        return torch.cat(flat)
      """;

  private record Pass(float loss, float[] gradients, double bytes) {}

  private static ScriptModule adapted(String name, Map<String, Object> given) throws IOException {
    return adapted(name, given, MODEL);
  }

  private static ScriptModule adapted(
      String name, Map<String, Object> given, ModelManifest manifest) throws IOException {
    Strategy strategy = Strategies.find(name);
    SortedMap<String, Object> parameters = StrategyParameters.of(strategy, given);
    return strategy.adapt(
        Encoders.load(manifest),
        new Adaptation(
            manifest, new Unprompted(CLASSES), List.of(new Adaptation.Lane(parameters, 1))));
  }

  private static ScriptModule wrapped(
      ScriptModule model, ModelManifest manifest, boolean checkpointing) {
    TrainingSettings settings =
        new TrainingSettings(1, 4, 1e-3, 0, 0, 0).with(new MemorySettings(1, checkpointing));
    TrainingLane lane =
        new TrainingLane(settings, 0, new int[4], new ClassLabels(new int[4], settings.loss()));
    return TrainingScript.wrap(model, List.of(lane), 1, Trainer.Options.plain(Layouts.of(manifest)))
        .with(FLAT);
  }

  private static Pass pass(ScriptModule model, boolean checkpointing, int rows, int length)
      throws IOException {
    return pass(model, MODEL, checkpointing, rows, length);
  }

  private static Pass pass(
      ScriptModule model, ModelManifest manifest, boolean checkpointing, int rows, int length)
      throws IOException {
    int words = manifest.configuration().vocabulary();
    try (LoadedScript script =
            LoadedScript.load(wrapped(model, manifest, checkpointing), Device.cpu());
        NDManager manager = script.newManager()) {
      Random random = new Random(5);
      Shape shape = new Shape(rows, length);
      long[] mask = new long[rows * length];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = i % length < length - (i / length) % 3 ? 1 : 0;
      }
      List<NDArray> inputs =
          List.of(
              manager.create(random.longs(mask.length, words / 30, words).toArray(), shape),
              manager.create(new long[mask.length], shape),
              manager.create(mask, shape));
      NDArray labels = manager.create(random.longs(rows, 0, CLASSES).toArray());
      NDArray shares = manager.full(new Shape(1, rows), 1f / rows);
      HostMemory.resetPeak();
      double before = HostMemory.peakBytes().orElse(0);
      float loss =
          script.callWithGradients(manager, "gather", inputs, labels, shares).toFloatArray()[0];
      double peak = HostMemory.peakBytes().orElse(0) - before;
      return new Pass(loss, script.call(manager, "flat").toFloatArray(), peak);
    }
  }

  private static Object parsed(String strategy, String name, String value) {
    return Strategies.find(strategy).parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow()
        .parse(value);
  }

  @ParameterizedTest
  @CsvSource({
    "full,,",
    "lora,,",
    "bitfit,,",
    "vera,,",
    "ln-tuning,,",
    "lora, use_dora, true",
    "freeze,,",
    "prompt, prompt_layers, input",
    "prompt, prompt_layers, all",
    "prompt, prompt_layers, late"
  })
  void gradientsAreThoseOfKeepingEverything(String strategy, String name, String value)
      throws IOException {
    ScriptModule model =
        adapted(strategy, name == null ? Map.of() : Map.of(name, parsed(strategy, name, value)));
    assertSameGradients(pass(model, false, 4, 9), pass(model, true, 4, 9));
  }

  /** Attention biases that all layers share and that are trained. */
  @ParameterizedTest
  @ValueSource(strings = {"full", "prompt"})
  void sharedBiasesGetTheirGradients(String strategy, @TempDir Path folder) throws IOException {
    ModelManifest mpnet = Models.find(TinyFolder.write(folder, "mpnet"));
    ScriptModule model = adapted(strategy, Map.of(), mpnet);
    assertSameGradients(pass(model, mpnet, false, 4, 9), pass(model, mpnet, true, 4, 9));
  }

  private static void assertSameGradients(Pass kept, Pass anew) {
    assertThat(anew.loss()).isCloseTo(kept.loss(), within(1e-6f));
    assertThat(anew.gradients()).hasSameSizeAs(kept.gradients());
    double largest = 0;
    double magnitude = 0;
    for (int i = 0; i < kept.gradients().length; i++) {
      largest = Math.max(largest, Math.abs(kept.gradients()[i] - anew.gradients()[i]));
      magnitude = Math.max(magnitude, Math.abs(kept.gradients()[i]));
    }
    assertThat(magnitude).isGreaterThan(1e-3);
    assertThat(largest).isLessThan(1e-6);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakIsLower() throws IOException {
    ScriptModule model = adapted("full", Map.of());
    Allocator.returnEagerly(true);
    double anew = pass(model, true, 32, 128).bytes();
    double kept = pass(model, false, 32, 128).bytes();
    Allocator.returnEagerly(false);
    System.out.printf(
        "a pass of 32 x 128 tokens takes %.0f MiB with checkpointing, %.0f MiB without%n",
        anew / (1 << 20), kept / (1 << 20));
    assertThat(anew).isLessThan(0.6 * kept);
  }

  @Test
  void whatCannotBeTakenApartIsRefused() throws IOException {
    assertThatThrownBy(() -> wrapped(Probe.model(), MODEL, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot checkpoint gradients: the model has no layers");
    ScriptModule own =
        adapted("lora", Map.of())
            .with(
                """
                def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
                  return torch.sum(self.logits(inputs), [1])
                """);
    assertThatThrownBy(() -> wrapped(own, MODEL, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot checkpoint gradients: the model has a loss of its own");
  }
}
