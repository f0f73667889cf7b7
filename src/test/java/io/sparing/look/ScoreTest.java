package io.sparing.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {

  /** The values were computed apart, in Python. */
  @Test
  void theIntervalIsWilsons() {
    Score score = new Score(163, 200);
    assertThat(score.accuracy()).isEqualTo(0.815);
    assertThat(score.low()).isCloseTo(0.7554, within(5e-4));
    assertThat(score.high()).isCloseTo(0.8627, within(5e-4));
  }

  @Test
  void itStaysBetweenNothingAndAll() {
    assertThat(new Score(0, 10).low()).isCloseTo(0, within(1e-9));
    assertThat(new Score(10, 10).high()).isCloseTo(1, within(1e-9));
    assertThat(new Score(10, 10).low()).isCloseTo(0.7225, within(5e-4));
  }

  @Test
  void moreThanAllIsRefused() {
    assertThatThrownBy(() -> new Score(11, 10))
        .hasMessage("Invalid score: 11 of 10; expected 0 to all of at least one");
  }
}
