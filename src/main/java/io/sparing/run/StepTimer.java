package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.util.OptionalDouble;

/** Times the steps of one training alone, and says what that comes to. */
final class StepTimer {

  private final Presence presence;
  private final boolean shapes;
  private final boolean flat;
  private TimedSteps steps;
  private boolean alike;

  /**
   * @param shapes whether the first steps of a shape take longer
   * @param flat whether all steps take as long, however long their texts are
   */
  StepTimer(Presence presence, boolean shapes, boolean flat) {
    this.presence = presence;
    this.shapes = shapes;
    this.flat = flat;
    this.steps = new TimedSteps(presence, 0, shapes);
  }

  /** Returns what stands between native calls. */
  Presence presence() {
    return presence;
  }

  /** Called before the first step, as {@code Trainer.Listener} is. */
  void begins(long planned, boolean areAlike) {
    steps = new TimedSteps(presence, planned, shapes);
    alike = areAlike;
  }

  /** Called before each step. */
  void stepBegins() {
    steps.begins();
  }

  /** Called after each step. */
  void stepEnds(long tokens, double seconds) {
    steps.ends(flat ? 1 : tokens, seconds);
  }

  /**
   * Ends the training.
   *
   * @param taken how many steps it took, those before it was taken up again among them
   * @param before what the training's other parts took alone, seconds; empty if that is not known
   * @param why it is not known
   */
  Measurements end(long taken, OptionalDouble before, String why) {
    steps.end();
    Measurements found = Measurements.NONE.with(Metric.TIMED_STEPS, (double) steps.count());
    if (steps.seconds(taken).isEmpty()) {
      String reason = presence.takesTurns() ? "no step could be timed alone" : presence.company();
      return unknown(unknown(found, Metric.STEP_MILLIS_ALONE, reason), reason);
    }
    found =
        found
            .with(Metric.STEP_MILLIS_ALONE, 1000 * steps.stepSeconds().getAsDouble())
            .noting(Metric.STEP_MILLIS_ALONE, Presence.ALONE);
    if (!alike) {
      return unknown(found, "steps change as training goes on");
    }
    if (before.isEmpty()) {
      return unknown(found, why);
    }
    return found
        .with(Metric.TRAIN_SECONDS_ALONE, before.getAsDouble() + steps.seconds(taken).getAsDouble())
        .noting(Metric.TRAIN_SECONDS_ALONE, "from %d steps timed alone".formatted(steps.count()));
  }

  private static Measurements unknown(Measurements found, String reason) {
    return unknown(found, Metric.TRAIN_SECONDS_ALONE, reason);
  }

  private static Measurements unknown(Measurements found, Metric metric, String reason) {
    return found.noting(metric, reason);
  }
}
