package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.script.ScriptModule;
import org.junit.jupiter.api.Test;

class LoraFaTest {

  private static final String QUERY = "bert.encoder.layer.0.attention.self.query";

  private final Strategy strategy = new LoraFa();

  @Test
  void theSecondFactorsAndTheHeadAreTrained() {
    ScriptModule adapted = Adapted.by(strategy, 1);
    assertThat(Adapted.trainable(adapted)).isEqualTo(6 * 2 * 384 * 8 + Adapted.HEAD);
    assertThat(adapted.allParameters().keySet())
        .allMatch(path -> path.endsWith(".lora_B") || path.startsWith("classifier."));
  }

  @Test
  void theFirstFactorIsDrawnAsThatOfLora() {
    assertThat(Adapted.by(strategy, 1).at(QUERY).tensor("lora_A").toFloats())
        .containsExactly(Adapted.by(new Lora(), 1).at(QUERY).tensor("lora_A").toFloats());
  }

  @Test
  void eachMergedLaneAnswersAsItDidUnmerged() {
    ScriptModule trained = Adapted.moved(Adapted.by(strategy, 1, 2), 0.05);
    Adapted.lanesAnswerAlone(strategy, trained, 2);
    assertThat(strategy.deploy(trained, 1).at(QUERY).name()).isEqualTo("Linear");
  }
}
