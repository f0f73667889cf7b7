package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import org.junit.jupiter.api.Test;

class Ia3Test {

  private final Strategy ia3 = new Ia3();

  @Test
  void threeVectorsALayerAndTheHeadAreTrained() {
    assertThat(Adapted.trainable(Adapted.by(ia3, 1)))
        .isEqualTo(6 * (384 + 384 + 1536) + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(ia3, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachMergedLaneAnswersAsItDidUnmerged() {
    Adapted.lanesAnswerAlone(ia3, Adapted.moved(Adapted.by(ia3, 1, 2), 0.05), 2);
  }

  @Test
  void plainLinearLayersAreDeployed() {
    ScriptModule deployed = ia3.deploy(Adapted.by(ia3, 1), 0);
    assertThat(deployed.allTensors().keySet())
        .isEqualTo(Adapted.by(new LinearProbe(), 1).allTensors().keySet());
  }
}
