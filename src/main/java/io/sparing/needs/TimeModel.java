package io.sparing.needs;

import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wall seconds of whole trials on one kind of device: a sum of parts ({@link TimeTerms}) whose
 * coefficients are fitted to measured rows, times effects of hardware, model, format, strategy,
 * data set and setup that rows show beside it ({@link LogLinear}).
 */
final class TimeModel {

  /** Spreads of the effects, in logarithms: of those that {@link #names} lists. */
  private static final double[] NAME_SPREAD = {0.7, 0.3, 0.3, 0.5, 0.3, 0.2, 0.3};

  /** Spreads of the slopes: training rows, longest text. */
  private static final double[] SLOPE_SPREAD = {0.2, 0.3};

  /** Fewer rows than this say how fast a device is, but not at what. */
  private static final int LEAST_ROWS = 3 * TimeTerms.COUNT;

  /** Half the width of an interval, in logarithms, where nothing was measured. */
  private static final double UNMEASURED = Math.log(3);

  private static final double TYPICAL_ROWS = 1_000;
  private static final double TYPICAL_LENGTH = 64;

  private final double[] coefficients;
  private final Optional<LogLinear> effects;

  private TimeModel(double[] coefficients, Optional<LogLinear> effects) {
    this.coefficients = coefficients;
    this.effects = effects;
  }

  /**
   * A measured trial.
   *
   * @param outline what it did
   * @param machine on which it ran
   * @param seconds it took, or took at least
   * @param atLeast whether it was cut off then
   */
  record Row(Outline outline, Machine machine, double seconds, boolean atLeast) {}

  /** Returns a model of a kind of device that follows these rows of it, any number of them. */
  static TimeModel fit(List<Row> rows, boolean gpu) {
    double[] shipped = gpu ? TimeTerms.GPU : TimeTerms.CPU;
    List<Row> ended = rows.stream().filter(row -> !row.atLeast()).toList();
    if (ended.isEmpty()) {
      return new TimeModel(shipped, Optional.empty());
    }
    double[] coefficients = ended.size() < LEAST_ROWS ? shipped : coefficients(ended, shipped);
    List<LogLinear.Reading> readings = new ArrayList<>();
    for (Row row : rows) {
      double base = NonNegativeFit.sum(coefficients, terms(row.outline(), row.machine()));
      readings.add(
          new LogLinear.Reading(
              Math.log(row.seconds() / base),
              row.atLeast(),
              names(row.outline().spec(), row.machine()),
              values(row.outline())));
    }
    return new TimeModel(
        coefficients, Optional.of(LogLinear.fit(readings, NAME_SPREAD, SLOPE_SPREAD)));
  }

  private static double[] coefficients(List<Row> rows, double[] shipped) {
    List<NonNegativeFit.Reading> readings =
        rows.stream()
            .map(
                row ->
                    new NonNegativeFit.Reading(
                        terms(row.outline(), row.machine()), row.seconds(), false, 1))
            .toList();
    return NonNegativeFit.fit(readings, shipped);
  }

  /** Returns the seconds of a trial there. */
  Interval predict(Outline trial, Machine machine) {
    double base = NonNegativeFit.sum(coefficients, terms(trial, machine));
    LogLinear.Prediction log =
        effects
            .map(model -> model.predict(names(trial.spec(), machine), values(trial)))
            .orElse(new LogLinear.Prediction(0, UNMEASURED));
    return new Interval(
        base * Math.exp(log.log() - log.half()),
        base * Math.exp(log.log()),
        base * Math.exp(log.log() + log.half()));
  }

  private static double[] terms(Outline trial, Machine machine) {
    return TimeTerms.of(trial, machine.devices());
  }

  private static List<String> names(TrialSpec spec, Machine machine) {
    Workload workload = Workload.of(spec);
    return List.of(
        machine.hardware() + " " + machine.threads(),
        spec.model(),
        spec.numberFormat(),
        spec.strategy(),
        spec.dataset(),
        spec.dataset() + " " + spec.maxLength(),
        workload.key());
  }

  private static double[] values(Outline trial) {
    boolean reads = trial.spec().readsTrainingRows();
    double rows = reads ? Math.max(1, trial.rows().train()) : TYPICAL_ROWS;
    return new double[] {
      Math.log(rows / TYPICAL_ROWS), Math.log(trial.spec().maxLength() / TYPICAL_LENGTH)
    };
  }
}
