package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies at once on one model. */
class StackTest {

  @Test
  void theOrderOfTheNamesDoesNotMatter() {
    Strategy stack = Strategies.find("prompt + qlora");
    assertThat(stack.name()).isEqualTo("qlora+prompt");
    assertThat(stack.parameters())
        .extracting(Parameter::name)
        .contains("lora_rank", "num_virtual_tokens");
    assertThat(stack.defaultLearningRate()).hasValue(1e-3);
    assertThat(stack.numberFormats()).containsExactly("nf4", "int8-weight-only");
    assertThat(stack.trainsQuantized()).isTrue();
  }

  @Test
  void oneNameTwiceIsThatStrategy() {
    assertThat(Strategies.find("lora+lora")).isSameAs(Strategies.find("lora"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lora+prompt",
        "qlora+prompt",
        "qlora+ia3",
        "bitfit+lora",
        "lora+ia3+adapter",
        "adalora+ia3+prompt",
        "bitfit+lora+ia3+adapter+prompt"
      })
  void everyPartIsTrainedAndEveryLaneDeployedAsItAnswered(String names) {
    Strategy stack = Strategies.find(names);
    ScriptModule adapted = Adapted.by(stack, 1, 2, 3);
    long parts = 0;
    for (String part : names.split("\\+", -1)) {
      parts += Adapted.trainable(Adapted.by(Strategies.find(part), 1)) - Adapted.HEAD;
    }
    assertThat(Adapted.trainable(adapted)).isEqualTo(3 * (parts + Adapted.HEAD));
    Adapted.lanesAnswerAlone(stack, Adapted.moved(adapted, 0.02), 3);
  }

  /** The layer after one with vectors before it takes a part of what that one gave. */
  @ParameterizedTest
  @ValueSource(
      strings = {"bitfit+prompt", "lora+prompt", "adalora+prompt", "ia3+prompt", "adapter+prompt"})
  void partsFollowVectorsAtSomeLayers(String names) {
    Strategy stack = Strategies.find(names);
    SortedMap<String, Object> parameters =
        StrategyParameters.of(stack, Map.of("prompt_layers", "0+3", "num_virtual_tokens", 4L));
    List<Adaptation.Lane> lanes =
        List.of(new Adaptation.Lane(parameters, 1), new Adaptation.Lane(parameters, 2));
    Adapted.lanesAnswerAlone(stack, Adapted.moved(Adapted.by(stack, lanes), 0.02), 2);
    Adapted.lanesAnswerAlone(stack, Adapted.moved(Adapted.by(stack, lanes.subList(0, 1)), 0.02), 1);
  }

  /** Scaled weights would be quantized to others than those that were trained beside. */
  @ParameterizedTest
  @ValueSource(strings = {"nf4", "int8-weight-only"})
  void whatTrainedBesideQuantizedWeightsIsDeployedBesideThem(String format) {
    Strategy stack = Strategies.find("qlora+ia3");
    NumberFormat quantized = NumberFormats.find(format);
    ScriptModule trained = Adapted.moved(Adapted.by(stack, 1), 0.1);
    float[] answer = Adapted.logits(quantized.apply(trained), 1);
    assertThat(answer).isNotEqualTo(Adapted.logits(trained, 1));
    assertThat(Adapted.logits(quantized.apply(stack.deploy(trained, 0)), 1))
        .containsExactly(answer, within(1e-5f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "full+lora | Cannot stack full with lora, because full trains every weight of the model"
            + " already; to run one after the other write [[full], [lora]]",
        "lora+qlora | Cannot stack lora with qlora, because both put low-rank factors beside the"
            + " linear layers; to run one after the other write [[lora], [qlora]]",
        "qlora+bitfit | Cannot stack qlora with bitfit, because bitfit trains biases inside the"
            + " linear layers that qlora quantizes; to run one after the other write [[qlora],"
            + " [bitfit]]",
        "prompt+zero-shot | Cannot stack zero-shot with prompt, because zero-shot works the head"
            + " out without training, which prompt trains; to run one after the other write"
            + " [[zero-shot], [prompt]]",
        "zero-shot+few-shot | Cannot stack zero-shot with few-shot, because both work the head out"
            + " without training; to run one after the other write [[zero-shot], [few-shot]]",
        "linear-probe+lora | Cannot stack linear-probe with lora, because linear-probe trains the"
            + " head alone, which every strategy trains; to run one after the other write"
            + " [[linear-probe], [lora]]",
        "freeze+prompt | Cannot stack freeze with prompt, because freeze trains the linear layers'"
            + " own weights already; to run one after the other write [[freeze], [prompt]]"
      })
  void whatDoesNotGoTogetherIsRefused(String names, String message) {
    assertThatThrownBy(() -> Strategies.find(names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
