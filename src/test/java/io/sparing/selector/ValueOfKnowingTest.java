package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValueOfKnowingTest {

  private static final double[] CLOSE = {0.02, -0.02, 0.01, -0.01};

  @Test
  void aCloseRaceIsWorthKnowing() {
    double error = Math.sqrt(0.001 / 3) / 2;
    assertThat(ValueOfKnowing.of(CLOSE, 0)).isCloseTo(error / Math.sqrt(2 * Math.PI), within(1e-6));
  }

  @Test
  void aLargeLeadIsNot() {
    assertThat(ValueOfKnowing.of(CLOSE, 0.3)).isCloseTo(0, within(1e-9)).isNotNegative();
  }

  @Test
  void itFallsWithTheLead() {
    assertThat(ValueOfKnowing.of(CLOSE, 0.02))
        .isPositive()
        .isLessThan(ValueOfKnowing.of(CLOSE, 0.01));
    assertThat(ValueOfKnowing.of(CLOSE, 0.01)).isLessThan(ValueOfKnowing.of(CLOSE, 0));
  }

  @Test
  void aRivalThatLeadsIsWorthAsMuch() {
    assertThat(ValueOfKnowing.of(CLOSE, -0.01)).isEqualTo(ValueOfKnowing.of(CLOSE, 0.01));
  }

  @Test
  void moreDataSetsLeaveLessToKnow() {
    double[] twice = {0.02, -0.02, 0.01, -0.01, 0.02, -0.02, 0.01, -0.01};
    assertThat(ValueOfKnowing.of(twice, 0)).isPositive().isLessThan(ValueOfKnowing.of(CLOSE, 0));
  }

  @Test
  void oneDataSetSaysNothingOfItsSpread() {
    assertThat(ValueOfKnowing.of(new double[] {0.01}, 0.01)).isBetween(0.002, 0.01);
  }
}
