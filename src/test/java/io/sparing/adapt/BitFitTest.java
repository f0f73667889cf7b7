package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BitFitTest {

  /** The embeddings' norm; in each layer four attention, two feed-forward and two norm biases. */
  private static final long BIASES = 384 + 6 * (4 * 384 + 1536 + 384 + 2 * 384);

  private final Strategy bitfit = new BitFit();

  @Test
  void onlyBiasesAndTheHeadAreTrained() {
    ScriptModule adapted = Adapted.by(bitfit, 1, 2);
    assertThat(Adapted.trainable(adapted)).isEqualTo(2 * (BIASES + Adapted.HEAD));
    assertThat(adapted.allParameters().keySet())
        .allMatch(path -> path.endsWith(".bias") || path.equals("classifier.weight"));
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(bitfit, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachDeployedLaneAnswersAsItDidInTraining() {
    ScriptModule trained = Adapted.moved(Adapted.by(bitfit, 1, 2), 0.05);
    Adapted.lanesAnswerAlone(bitfit, trained, 2);
  }

  @Test
  void plainLayersAreDeployed() {
    Set<String> names = new HashSet<>();
    bitfit
        .deploy(Adapted.by(bitfit, 1), 0)
        .map(
            (path, module) -> {
              names.add(module.name());
              return module;
            });
    assertThat(names).contains("Linear", "LayerNorm").doesNotContain("BiasLinear", "BiasLayerNorm");
  }
}
