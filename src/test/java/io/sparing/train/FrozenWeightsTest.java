package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.TinyBert;
import io.sparing.script.LoadedScript;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What libtorch computes gradients of: what asks for none costs none on the way back. */
class FrozenWeightsTest {

  /** Frozen in the encoder: biases, or weights, or all. */
  @ParameterizedTest
  @CsvSource({
    "full, false, false",
    "bitfit, false, true",
    "prompt, true, true",
    "lora, true, true",
    "ia3, true, true",
    "adapter, true, true"
  })
  void whatAStrategyFreezesAsksForNoGradient(String name, boolean biases, boolean weights)
      throws IOException {
    Strategy strategy = Strategies.find(name);
    SortedMap<String, Object> parameters = StrategyParameters.of(strategy);
    ScriptModule model =
        strategy.adapt(
            TinyBert.encoder("mean"),
            new Adaptation(
                TinyBert.manifest("mean"),
                new Unprompted(3),
                List.of(new Adaptation.Lane(parameters, 1))));
    TrainingSettings settings = new TrainingSettings(1, 2, 1e-3, 0, 0, 1);
    TrainingLane lane =
        new TrainingLane(settings, 1, new int[2], new ClassLabels(new int[2], settings.loss()));
    Trainer.Options options = Trainer.Options.plain(Layouts.of(TinyBert.manifest("mean")));
    ScriptModule wrapped = TrainingScript.wrap(model, List.of(lane), 1, options);
    Set<String> asking = asking(wrapped);
    assertThat(asking).containsExactlyInAnyOrderElementsOf(wrapped.allParameters().keySet());
    Set<String> ofEncoder =
        TinyBert.encoder("mean").allTensors().keySet().stream()
            .flatMap(path -> List.of(path, path.replaceAll("(\\w+)$", "base_layer.$1")).stream())
            .map(path -> "model." + path)
            .collect(Collectors.toCollection(TreeSet::new));
    ofEncoder.retainAll(asking);
    assertThat(ofEncoder.stream().noneMatch(path -> path.endsWith(".weight"))).isEqualTo(weights);
    assertThat(ofEncoder.stream().noneMatch(path -> path.endsWith(".bias"))).isEqualTo(biases);
    assertThat(asking).anyMatch(path -> path.startsWith("model.classifier."));
  }

  /** The paths of tensors that libtorch follows in a loaded script. */
  private static Set<String> asking(ScriptModule wrapped) throws IOException {
    List<String> paths = new ArrayList<>(wrapped.allTensors().keySet());
    String flags =
        paths.stream()
            .map(path -> "float(ops.prim.requires_grad(%s))".formatted(Paths.expression(path)))
            .collect(Collectors.joining(", "));
    String asking = "def asking(self) -> Tensor:\n  return torch.tensor([%s])\n".formatted(flags);
    Set<String> found = new TreeSet<>();
    try (LoadedScript script = LoadedScript.load(wrapped.with(asking), Device.cpu());
        NDManager manager = script.newManager()) {
      float[] each = script.call(manager, "asking").toFloatArray();
      for (int i = 0; i < each.length; i++) {
        if (each[i] != 0) {
          found.add(paths.get(i));
        }
      }
    }
    return found;
  }
}
