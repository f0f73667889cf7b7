package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.util.Arrays;
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
    float[] all = Adapted.logits(trained, 2);
    int size = all.length / 2;
    assertThat(Arrays.copyOf(all, size)).isNotEqualTo(Arrays.copyOfRange(all, size, 2 * size));
    for (int lane = 0; lane < 2; lane++) {
      ScriptModule deployed = bitfit.deploy(trained, lane);
      assertThat(Adapted.logits(deployed, 1))
          .containsExactly(Arrays.copyOfRange(all, lane * size, (lane + 1) * size), within(1e-4f));
    }
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
