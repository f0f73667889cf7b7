package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VeraTest {

  private static final String LAYER = "bert.encoder.layer.%d.";
  private static final String QUERY = LAYER + "attention.self.query";

  private final Strategy vera = new Vera();

  private Adaptation.Lane lane(Map<String, ?> values, long seed) {
    return new Adaptation.Lane(StrategyParameters.of(vera, values), seed);
  }

  @Test
  void twoVectorsOfEachTargetAndTheHeadAreTrained() {
    assertThat(Adapted.trainable(Adapted.by(vera, 1)))
        .isEqualTo(6 * 2 * (256 + 384) + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(vera, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachMergedLaneAnswersAsItDidUnmerged() {
    List<Adaptation.Lane> lanes =
        List.of(lane(Map.of("d_initial", 0.1), 1), lane(Map.of("d_initial", 0.3), 2));
    ScriptModule trained = Adapted.moved(Adapted.by(vera, lanes), 0.05);
    Adapted.lanesAnswerAlone(vera, trained, 2);
    assertThat(vera.deploy(trained, 1).at(QUERY.formatted(3)).name()).isEqualTo("Linear");
  }

  @Test
  void oneDrawServesLayersOfAllShapes() {
    Map<String, ?> values =
        Map.of("vera_rank", 3L, "target_modules", List.of("query", "intermediate", "output"));
    ScriptModule adapted = Adapted.by(vera, List.of(lane(values, 1)));
    ScriptModule narrow = adapted.at(QUERY.formatted(0));
    ScriptModule tall = adapted.at(LAYER.formatted(0) + "intermediate.dense");
    ScriptModule wide = adapted.at(LAYER.formatted(5) + "output.dense");
    assertThat(narrow.tensor("vera_A"))
        .isSameAs(adapted.at(QUERY.formatted(4)).tensor("vera_A"))
        .isSameAs(tall.tensor("vera_A"));
    assertThat(narrow.tensor("vera_B")).isSameAs(wide.tensor("vera_B"));
    assertThat(narrow.tensor("vera_B").toFloats())
        .containsExactly(Arrays.copyOf(tall.tensor("vera_B").toFloats(), 384 * 3));
    float[] all = wide.tensor("vera_A").toFloats();
    float[] some = narrow.tensor("vera_A").toFloats();
    for (int row = 0; row < 3; row++) {
      assertThat(Arrays.copyOfRange(some, row * 384, (row + 1) * 384))
          .containsExactly(Arrays.copyOfRange(all, row * 1536, row * 1536 + 384));
    }
  }

  @Test
  void theKeyAloneDecidesWhatIsDrawn() {
    float[] one = drawn(0, 1);
    assertThat(drawn(0, 2)).containsExactly(one);
    assertThat(drawn(7, 1)).isNotEqualTo(one);
    double bound = Math.sqrt(6.0 / 384);
    double squares = 0;
    for (float value : one) {
      assertThat(Math.abs(value)).isLessThan((float) bound);
      squares += value * value;
    }
    assertThat(squares / one.length).isCloseTo(2.0 / 384, within(1e-4));
  }

  private float[] drawn(long key, long seed) {
    return Adapted.by(vera, List.of(lane(Map.of("projection_prng_key", key), seed)))
        .at(QUERY.formatted(0))
        .tensor("vera_A")
        .toFloats();
  }

  @Test
  void lanesOfDifferentFactorsCannotShareAStep() {
    List<Adaptation.Lane> lanes =
        List.of(lane(Map.of(), 1), lane(Map.of("projection_prng_key", 7L), 1));
    assertThatThrownBy(() -> Adapted.by(vera, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train vera trials of different projection_prng_key in one step");
  }
}
