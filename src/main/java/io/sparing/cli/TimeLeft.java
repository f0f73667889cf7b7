package io.sparing.cli;

import io.sparing.trial.TrialSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Estimates the time left of a sweep: the expected seconds of what remains, scaled by how long the
 * finished trials took against what was expected of them, over the slots.
 */
final class TimeLeft {

  private final ToDoubleFunction<TrialSpec> expectedSeconds;
  private final int slots;
  private int trials;
  private double expectedLeft;
  private double expectedDone;
  private double measuredDone;

  TimeLeft(List<TrialSpec> trials, ToDoubleFunction<TrialSpec> expectedSeconds, int slots) {
    this.expectedSeconds = expectedSeconds;
    this.slots = slots;
    this.trials = trials.size();
    this.expectedLeft = trials.stream().mapToDouble(expectedSeconds).sum();
  }

  /** Called when a trial has ended. One that failed says nothing of the machine's speed. */
  void finished(TrialSpec spec, double seconds, boolean ok) {
    double expected = expectedSeconds.applyAsDouble(spec);
    trials--;
    expectedLeft -= expected;
    if (ok) {
      expectedDone += expected;
      measuredDone += seconds;
    }
  }

  /** Returns seconds left; empty when nothing is. */
  OptionalDouble seconds() {
    if (trials <= 0) {
      return OptionalDouble.empty();
    }
    double scale = expectedDone > 0 ? measuredDone / expectedDone : 1;
    return OptionalDouble.of(Math.max(0, expectedLeft) * scale / Math.min(slots, trials));
  }
}
