package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static double[] rates(Schedule schedule) {
    return LongStream.range(0, schedule.steps()).mapToDouble(schedule::rate).toArray();
  }

  private static Schedule of(double warmupRatio, long steps) {
    return Schedule.of(new OptimizerSettings(8.0, 0, warmupRatio, 0), steps);
  }

  @Test
  void risesOverTheWarmUpAndFallsTowardsZero() {
    assertThat(rates(of(0.2, 10)))
        .containsExactly(new double[] {4, 8, 8, 7, 6, 5, 4, 3, 2, 1}, within(1e-12));
  }

  @Test
  void withoutWarmUpItStartsAtThePeak() {
    assertThat(rates(of(0, 4))).containsExactly(new double[] {8, 6, 4, 2}, within(1e-12));
  }

  @Test
  void allWarmUpOnlyRises() {
    assertThat(rates(of(1, 4))).containsExactly(new double[] {2, 4, 6, 8}, within(1e-12));
  }

  @Test
  void oneStepMoves() {
    assertThat(of(0.1, 1).rate(0)).isEqualTo(8);
    assertThat(of(1, 1).rate(0)).isEqualTo(8);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new TrainingSettings(0, 1, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid epochs: 0; expected at least 1");
    assertThatThrownBy(() -> new TrainingSettings(1, 1, Double.NaN, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid learning_rate: NaN; expected above 0, up to 10");
    assertThatThrownBy(() -> new TrainingSettings(1, 1, 1, 0, 1.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid warmup_ratio: 1.5; expected from 0 to 1");
  }
}
