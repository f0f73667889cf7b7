package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearProbeTest {

  private final Strategy probe = new LinearProbe();

  @Test
  void onlyTheHeadIsTrained() {
    ScriptModule adapted = Adapted.by(probe, 1, 2);
    assertThat(adapted.allParameters()).containsOnlyKeys("classifier.weight", "classifier.bias");
    assertThat(Adapted.trainable(adapted)).isEqualTo(2 * Adapted.HEAD);
  }

  @Test
  void aLanesHeadDependsOnItsSeedAlone() {
    float[] both = Adapted.by(probe, 1, 2).at("classifier").tensor("weight").toFloats();
    float[] first = Adapted.by(probe, 1).at("classifier").tensor("weight").toFloats();
    float[] second = Adapted.by(probe, 2).at("classifier").tensor("weight").toFloats();
    assertThat(Arrays.copyOf(both, first.length)).isEqualTo(first).isNotEqualTo(second);
    assertThat(Arrays.copyOfRange(both, first.length, both.length)).isEqualTo(second);
  }

  @Test
  void deployTakesTheHeadOfOneLane() {
    ScriptModule trained = Adapted.moved(Adapted.by(probe, 1, 2), 0.1);
    float[] vector = new float[384];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i % 7 - 3;
    }
    float[] all = Adapted.headLogits(trained, vector, vector);
    assertThat(Arrays.copyOf(all, 4)).isNotEqualTo(Arrays.copyOfRange(all, 4, 8));
    for (int lane = 0; lane < 2; lane++) {
      ScriptModule deployed = probe.deploy(trained, lane);
      assertThat(deployed.allParameters()).isEmpty();
      assertThat(deployed.at("classifier").tensor("weight").shape()).containsExactly(1, 4, 384);
      assertThat(Adapted.headLogits(deployed, vector))
          .containsExactly(Arrays.copyOfRange(all, 4 * lane, 4 * lane + 4), within(1e-4f));
    }
  }
}
