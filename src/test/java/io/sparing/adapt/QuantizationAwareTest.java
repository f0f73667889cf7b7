package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.quant.Int8Dynamic;
import io.sparing.script.ScriptModule;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizationAwareTest {

  private final Strategy qat = new QuantizationAware();

  @Test
  void everyWeightIsTrained() {
    assertThat(Adapted.trainable(Adapted.by(qat, 1)))
        .isEqualTo(Adapted.trainable(Adapted.by(new FullFineTuning(), 1)));
  }

  @Test
  void itAnswersInTrainingAlmostAsInInt8() {
    ScriptModule trained = Adapted.by(qat, 1);
    ScriptModule deployed = qat.deploy(trained, 0);
    float[] exact = Adapted.logits(deployed, 1);
    float[] training = Adapted.logits(trained, 1);
    float[] int8 = Adapted.logits(Int8Dynamic.ofThisProcessor().apply(deployed), 1);
    assertThat(deployed.at("bert.encoder.layer.0.intermediate.dense").name()).isEqualTo("Linear");
    assertThat(distance(training, exact)).isGreaterThan(0);
    assertThat(distance(training, int8)).isLessThan(0.8 * distance(exact, int8));
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(one[i] - other[i], 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void lanesCannotShareItsWeights() {
    assertThatThrownBy(() -> Adapted.by(qat, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train 2 trials of qat in one step: they share no trained weight");
    assertThat(qat.numberFormats()).isEqualTo(List.of("int8"));
  }
}
