package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.model.TinyBert;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTuningTest {

  private final Strategy prompt = new PromptTuning();

  private Adaptation.Lane lane(String layers, long tokens, long seed) {
    return new Adaptation.Lane(
        StrategyParameters.of(
            prompt, Map.of("prompt_layers", layers, "num_virtual_tokens", tokens)),
        seed);
  }

  @ParameterizedTest
  @CsvSource({
    "input, 1",
    "early, 2",
    "middle, 2",
    "late, 2",
    "all, 6",
    "3, 1",
    "0-2+5, 4",
    "1-2+2, 2"
  })
  void theVectorsAndTheHeadAreTrained(String layers, int places) {
    assertThat(Adapted.trainable(Adapted.by(prompt, List.of(lane(layers, 10, 1)))))
        .isEqualTo(places * 10L * 384 + Adapted.HEAD);
  }

  @Test
  void layersAreThirds() {
    assertThat(PromptTuning.layers("early", 6)).containsExactly(0, 1);
    assertThat(PromptTuning.layers("middle", 6)).containsExactly(2, 3);
    assertThat(PromptTuning.layers("late", 12)).containsExactly(8, 9, 10, 11);
    assertThat(PromptTuning.layers("0-2+5", 6)).containsExactly(0, 1, 2, 5);
  }

  @Test
  void layersThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> Adapted.by(prompt, List.of(lane("0+4-6", 10, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid prompt_layers: 0+4-6; the model has layers 0 to 5");
    Parameter layers =
        prompt.parameters().stream()
            .filter(p -> p.name().equals("prompt_layers"))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> layers.parse("first"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid prompt_layers: first; expected one of input, early, middle, late, all, or"
                + " layers such as 0-2+5, counted from 0");
  }

  /** Nothing but the head would be trained. */
  @Test
  void aThirdWithoutLayersIsRefusedBeforeAnyWeightIsRead() {
    assertThatThrownBy(
            () ->
                TrainedParameters.count(
                    prompt,
                    TinyBert.manifest("mean"),
                    StrategyParameters.of(prompt, Map.of("prompt_layers", "early")),
                    TinyBert.CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid prompt_layers: early; the model has layers 0 to 1, none of them in that"
                + " third");
    assertThatThrownBy(() -> PromptTuning.layers("middle", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid prompt_layers: middle; the model has layers 0 to 0, none of them in that"
                + " third");
    assertThat(PromptTuning.layers("late", 1)).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"input", "late", "0+3"})
  void eachDeployedLaneAnswersAsItDidInTraining(String layers) {
    ScriptModule trained =
        Adapted.moved(Adapted.by(prompt, List.of(lane(layers, 5, 1), lane(layers, 5, 2))), 0.1);
    Adapted.lanesAnswerAlone(prompt, trained, 2);
  }

  @Test
  void theVectorsChangeTheAnswer() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    for (String layers : List.of("input", "early", "late")) {
      float[] prompted = Adapted.logits(Adapted.by(prompt, List.of(lane(layers, 20, 1))), 1);
      assertThat(prompted).as(layers).hasSameSizeAs(plain).isNotEqualTo(plain);
    }
  }

  @Test
  void lanesOfDifferentLengthCannotShareAStep() {
    List<Adaptation.Lane> lanes = List.of(lane("input", 10, 1), lane("input", 20, 2));
    assertThatThrownBy(() -> Adapted.by(prompt, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train prompt trials of different num_virtual_tokens in one step");
  }
}
