package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import org.junit.jupiter.api.Test;

class LnTuningTest {

  /** The embeddings' norm and two in each layer. */
  private static final long NORMS = 1 + 6 * 2;

  private final Strategy tuning = new LnTuning();

  @Test
  void onlyNormsAndTheHeadAreTrained() {
    ScriptModule adapted = Adapted.by(tuning, 1, 2);
    assertThat(Adapted.trainable(adapted)).isEqualTo(2 * (NORMS * 2 * 384 + Adapted.HEAD));
    assertThat(adapted.allParameters().keySet())
        .allMatch(path -> path.contains("LayerNorm.") || path.startsWith("classifier."));
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(tuning, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachDeployedLaneAnswersAsItDidInTraining() {
    Adapted.lanesAnswerAlone(tuning, Adapted.moved(Adapted.by(tuning, 1, 2), 0.05), 2);
  }

  @Test
  void plainNormsAreDeployed() {
    assertThat(tuning.deploy(Adapted.by(tuning, 1), 0).allModules().values())
        .extracting(ScriptModule::name)
        .contains(Layers.LAYER_NORM)
        .doesNotContain("LaneNorm");
  }
}
