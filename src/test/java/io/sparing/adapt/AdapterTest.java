package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.quant.Int8Dynamic;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterTest {

  private final Strategy adapter = new Adapter();

  private Adaptation.Lane lane(String placement, long reduction, long seed) {
    return new Adaptation.Lane(
        StrategyParameters.of(
            adapter, Map.of("adapter_placement", placement, "reduction_factor", reduction)),
        seed);
  }

  @Test
  void theBottlenecksAndTheHeadAreTrained() {
    long one = 2 * 384 * 24 + 24 + 384;
    assertThat(Adapted.trainable(Adapted.by(adapter, 1))).isEqualTo(6 * one + Adapted.HEAD);
    assertThat(Adapted.trainable(Adapted.by(adapter, List.of(lane("houlsby", 16, 1)))))
        .isEqualTo(12 * one + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(adapter, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pfeiffer", "houlsby"})
  void eachDeployedLaneAnswersAsItDidInTraining(String placement) {
    ScriptModule trained =
        Adapted.moved(
            Adapted.by(adapter, List.of(lane(placement, 16, 1), lane(placement, 8, 2))), 0.02);
    Adapted.lanesAnswerAlone(adapter, trained, 2);
  }

  @Test
  void theFrozenLayerInsideIsStillQuantized() {
    assertThat(quantized("pfeiffer").at("bert.encoder.layer.0.output.dense").name())
        .isEqualTo("Int8Linear");
    assertThat(quantized("houlsby").at("bert.encoder.layer.0.output.dense.base_layer").name())
        .isEqualTo("Int8Linear");
  }

  private ScriptModule quantized(String placement) {
    ScriptModule adapted = Adapted.by(adapter, List.of(lane(placement, 16, 1)));
    return Int8Dynamic.ofThisProcessor().apply(adapter.deploy(adapted, 0));
  }

  @Test
  void lanesOfDifferentPlacementCannotShareAStep() {
    List<Adaptation.Lane> lanes = List.of(lane("houlsby", 16, 1), lane("pfeiffer", 16, 2));
    assertThatThrownBy(() -> Adapted.by(adapter, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train adapter trials of different adapter_placement in one step");
  }
}
