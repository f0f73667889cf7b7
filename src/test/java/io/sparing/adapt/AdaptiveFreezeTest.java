package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdaptiveFreezeTest {

  private final Strategy strategy = new AdaptiveFreeze();

  private Adaptation.Lane lane() {
    return new Adaptation.Lane(
        StrategyParameters.of(strategy, Map.of("freeze_interval", 0.2, "freeze_percentile", 75.0)),
        1);
  }

  @Test
  void everyWeightIsTrainedAtFirst() {
    assertThat(Adapted.by(strategy, List.of(lane())).allParameters().keySet())
        .isEqualTo(
            Adapted.by(new FullFineTuning(), List.of(new Adaptation.Lane(new TreeMap<>(), 1)))
                .allParameters()
                .keySet());
  }

  @Test
  void itsParametersSayHowLayersFreeze() {
    assertThat(strategy.freezing(lane())).hasValue(new Freezing(0.2, 75));
    assertThat(new FullFineTuning().freezing(lane())).isEmpty();
  }
}
