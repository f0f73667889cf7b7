package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.quant.NumberFormats;
import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting {@code use_dora} of {@code lora} and {@code qlora}. */
class DoraTest {

  private static final String QUERY = "bert.encoder.layer.0.attention.self.query";
  private static final long FACTORS = 6 * 2 * (8 * 384 + 384 * 8);

  private static ScriptModule by(Strategy strategy, long... seeds) {
    List<Adaptation.Lane> lanes =
        LongStream.of(seeds)
            .mapToObj(
                seed ->
                    new Adaptation.Lane(
                        StrategyParameters.of(strategy, Map.of("use_dora", true)), seed))
            .toList();
    return Adapted.by(strategy, lanes);
  }

  private static float[] moved(ScriptModule model, String name, float by) {
    float[] values = model.at(QUERY).tensor(name).toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] += by;
    }
    return values;
  }

  @Test
  void lengthsOfTheRowsAreTrainedBesideTheFactors() {
    assertThat(Adapted.trainable(by(new Lora(), 1)))
        .isEqualTo(FACTORS + 6 * 2 * 384 + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(by(new Lora(), 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachMergedLaneAnswersAsItDidUnmerged() {
    Strategy lora = new Lora();
    ScriptModule trained = Adapted.moved(by(lora, 1, 2), 0.02);
    Adapted.lanesAnswerAlone(lora, trained, 2);
    assertThat(lora.deploy(trained, 1).at(QUERY).name()).isEqualTo("Linear");
    assertThat(Adapted.logits(trained, 2))
        .isNotEqualTo(Adapted.logits(Adapted.moved(Adapted.by(lora, 1, 2), 0.02), 2));
  }

  /** Whatever the factors are, a row is as long as is trained. */
  @Test
  void mergedRowsHaveTheTrainedLengths() {
    Strategy lora = new Lora();
    ScriptModule trained = Adapted.moved(by(lora, 1), 0.02);
    float[] before = Adapted.ENCODER.at(QUERY).tensor("weight").toFloats();
    float[] merged = lora.deploy(trained, 0).at(QUERY).tensor("weight").toFloats();
    float[] added = moved(trained, "lora_magnitude", 0);
    for (int row = 0; row < 384; row++) {
      assertThat(length(merged, row)).isCloseTo(length(before, row) + added[row], within(1e-4));
    }
    assertThat(length(added, 0)).isGreaterThan(0.1);
  }

  private static double length(float[] matrix, int row) {
    double squares = 0;
    for (float value : Arrays.copyOfRange(matrix, row * 384, (row + 1) * 384)) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nf4", "int8-weight-only"})
  void besideQuantizedWeightsLengthsAreThoseOfTheQuantized(String format) {
    Strategy qlora = new QLora();
    ScriptModule start = NumberFormats.find(format).apply(by(qlora, 1));
    float[] plain =
        Adapted.logits(NumberFormats.find(format).apply(Adapted.by(new LinearProbe(), 1)), 1);
    assertThat(Adapted.logits(start, 1)).containsExactly(plain, within(1e-5f));
    ScriptModule trained = Adapted.moved(by(qlora, 1, 2), 0.02);
    float[] answers = Adapted.logits(NumberFormats.find(format).apply(trained), 2);
    ScriptModule deployed = NumberFormats.find(format).apply(qlora.deploy(trained, 1));
    assertThat(Adapted.logits(deployed, 1))
        .containsExactly(
            Arrays.copyOfRange(answers, answers.length / 2, answers.length), within(1e-4f));
  }

  @Test
  void layersWhoseBiasesAreTrainedAreRefused() {
    Strategy stack = Strategies.find("bitfit+lora");
    assertThatThrownBy(() -> by(stack, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid use_dora: true; another strategy of the stack trains");
  }

  @Test
  void lanesShareAStepIfAllOrNoneTrainLengths() {
    Strategy lora = new Lora();
    List<Adaptation.Lane> lanes =
        List.of(
            new Adaptation.Lane(StrategyParameters.of(lora, Map.of("use_dora", true)), 1),
            new Adaptation.Lane(StrategyParameters.of(lora, Map.of("use_dora", false)), 1));
    assertThatThrownBy(() -> Adapted.by(lora, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train lora trials of different use_dora in one step");
  }
}
