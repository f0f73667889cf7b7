package io.sparing.run;

import io.sparing.export.FinishedModel;
import io.sparing.measure.Measurements;
import io.sparing.train.Decision;
import io.sparing.trial.CurvePoint;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param measurements what was measured before the end
 * @param latencies milliseconds of single texts in the order taken
 * @param curve the learning curve, oldest point first
 * @param decisions what training changed, kept or took up by itself, oldest first
 * @param model what it leaves, if it is to be saved
 * @param error why it failed; empty if it did not
 */
record Outcome(
    Measurements measurements,
    List<Double> latencies,
    List<CurvePoint> curve,
    List<Decision> decisions,
    Optional<FinishedModel> model,
    Optional<Throwable> error) {

  /** The end of a run that failed before it began. */
  static Outcome failed(Throwable error) {
    return new Outcome(
        Measurements.NONE, List.of(), List.of(), List.of(), Optional.empty(), Optional.of(error));
  }
}
