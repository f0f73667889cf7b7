package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.model.Sites;
import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries, keys and values as one product, for every kind of strategy. */
class JointProjectionTest {

  private static final String ATTENTION = "bert.encoder.layer.%d.attention.self";

  static Stream<String> trained() {
    return Strategies.known().values().stream().filter(Strategy::trains).map(Strategy::name);
  }

  @ParameterizedTest
  @MethodSource("trained")
  void logitsAndWeightsStayTheSame(String name) {
    ScriptModule model = Adapted.moved(Adapted.by(Strategies.find(name), 1), 0.02);
    ScriptModule joint = JointProjection.in(model);
    assertThat(joint.allParameters()).isEqualTo(model.allParameters());
    assertThat(joint.weightBytes()).isEqualTo(model.weightBytes());
    assertThat(Adapted.logits(joint, 1)).containsExactly(Adapted.logits(model, 1), within(1e-4f));
  }

  @Test
  void threeLanesOfFactorsShareIt() {
    List<Adaptation.Lane> lanes = new ArrayList<>();
    Strategy lora = new Lora();
    for (long seed = 1; seed <= 3; seed++) {
      Map<String, Object> values =
          Map.of("lora_rank", 2 * seed, "target_modules", Sites.ROLES.subList(0, 4));
      lanes.add(new Adaptation.Lane(StrategyParameters.of(lora, values), seed));
    }
    ScriptModule model = Adapted.moved(Adapted.by(lora, lanes), 0.02);
    ScriptModule joint = JointProjection.in(model);
    assertThat(joints(joint)).isEqualTo(6);
    assertThat(Adapted.logits(joint, 3)).containsExactly(Adapted.logits(model, 3), within(1e-4f));
  }

  @Test
  void layersThatAreFrozenOrTrainedAloneAreJoinedToo() {
    assertThat(joints(JointProjection.in(Adapted.by(new Freeze(), 1)))).isEqualTo(6);
    assertThat(joints(JointProjection.in(Adapted.ENCODER))).isEqualTo(6);
    ScriptModule mixed =
        Adapted.ENCODER.replace(ATTENTION.formatted(2) + ".key", ScriptModule::trainable);
    assertThat(joints(JointProjection.in(mixed))).isEqualTo(5);
  }

  private static long joints(ScriptModule model) {
    long joints = 0;
    for (int layer = 0; layer < 6; layer++) {
      joints += model.at(ATTENTION.formatted(layer)).defines("joint") ? 1 : 0;
    }
    return joints;
  }
}
