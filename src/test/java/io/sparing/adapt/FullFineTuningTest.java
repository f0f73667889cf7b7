package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import org.junit.jupiter.api.Test;

class FullFineTuningTest {

  private final Strategy full = new FullFineTuning();

  @Test
  void everyWeightAndTheHeadAreTrained() {
    ScriptModule adapted = Adapted.by(full, 1);
    assertThat(Adapted.trainable(adapted)).isEqualTo(Adapted.MODEL.parameters() + Adapted.HEAD);
    assertThat(adapted.allParameters()).hasSameSizeAs(adapted.allTensors());
  }

  @Test
  void whatIsDeployedAnswersAsWhatWasTrained() {
    ScriptModule trained = Adapted.moved(Adapted.by(full, 1), 0.01);
    ScriptModule deployed = full.deploy(trained, 0);
    assertThat(deployed.allParameters()).isEmpty();
    assertThat(Adapted.logits(deployed, 1))
        .containsExactly(Adapted.logits(trained, 1), within(1e-6f));
  }

  @Test
  void lanesCannotShareAStep() {
    assertThatThrownBy(() -> Adapted.by(full, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train 2 trials of full in one step: they share no trained weight");
  }
}
