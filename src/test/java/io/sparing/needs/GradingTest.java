package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.measure.Metric;
import io.sparing.selector.Trials;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GradingTest {

  private static TrialSpec spec(int length, int batch) {
    return TrialSpecParser.fromSettings(
        Map.of(
            "dataset", "wordnet-topic",
            "model", "minilm-l6",
            "strategy", "lora",
            "max_length", (long) length,
            "batch_size", (long) batch));
  }

  private static List<TrialResult> measured() {
    Estimator estimator = Estimator.of(DeviceKind.CPU, 1);
    List<TrialResult> results = new ArrayList<>();
    for (int length = 16; length <= 512; length += 16) {
      TrialSpec spec = spec(length, 8);
      Expectation expected = estimator.expect(spec);
      results.add(
          Trials.of("lora")
              .measure(Metric.TOTAL_SECONDS, expected.seconds().estimate())
              .measure(Metric.PEAK_HOST_BYTES, expected.hostBytes().estimate())
              .quality(0.5)
              .of(spec));
    }
    return results;
  }

  @Test
  void halfOfTheShapesIsHeldOut() {
    long held = measured().stream().filter(row -> Grading.heldOut(row.spec())).count();
    assertThat(held).isBetween(8L, 24L);
    assertThat(Grading.heldOut(spec(64, 8).withSeed(7))).isEqualTo(Grading.heldOut(spec(64, 8)));
  }

  @Test
  void whatIsMeasuredAsExpectedHasSmallErrors() {
    List<Grading> gradings = Grading.of(measured(), DeviceKind.CPU);
    assertThat(gradings)
        .extracting(Grading::quantity)
        .containsExactly("peak_host_bytes", "total_seconds");
    for (Grading grading : gradings) {
      assertThat(grading.fitted() + grading.points().size()).isEqualTo(32);
      assertThat(grading.error(0.5)).isLessThan(0.05);
      assertThat(grading.within(1.5)).isEqualTo(1);
      assertThat(grading.longer(400).points()).allMatch(point -> point.length() >= 400);
    }
  }

  @Test
  void sharesAndQuantilesAreThoseOfThePoints() {
    Interval ten = new Interval(8, 10, 12);
    Grading grading =
        new Grading(
            "peak_host_bytes",
            1,
            List.of(new Grading.Point(10, ten, 64), new Grading.Point(20, ten, 512)));
    assertThat(grading.error(1)).isCloseTo(0.5, within(1e-9));
    assertThat(grading.below()).isEqualTo(0.5);
    assertThat(grading.within(1.5)).isEqualTo(0.5);
    assertThat(grading.width()).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void withoutTrialsThereIsNoGrade() {
    assertThatThrownBy(() -> Grading.of(measured(), DeviceKind.GPU))
        .hasMessage(
            "Cannot grade estimates: 0 trials of a gpu to fit and 0 to hold out; expected both");
  }
}
