package io.sparing.needs;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.List;
import java.util.Optional;

/**
 * Says beforehand what a trial will need: from the model's sizes, the strategy and the settings
 * alone, meant to be right within a factor of two or three, and from measured rows once it is
 * {@link #calibrate calibrated}.
 */
public final class Estimator {

  private final int cores;
  private final Optional<Measured> measured;

  /** What rows of one machine say. */
  private record Measured(NeedsModel needs, Machine machine) {}

  private Estimator(int cores, Optional<Measured> measured) {
    this.cores = cores;
    this.measured = measured;
  }

  /**
   * Returns an estimator that has seen no result.
   *
   * @param cores that one trial has to itself, at least 1
   */
  public static Estimator of(int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("Invalid cores: %d; expected at least 1".formatted(cores));
    }
    return new Estimator(cores, Optional.empty());
  }

  /**
   * Returns an estimator whose seconds and memory follow these results, of one kind of device; the
   * more of them are like a trial, the closer. Results of models that have gone say nothing.
   */
  public Estimator calibrate(List<TrialResult> results) {
    List<TrialResult> known =
        results.stream().filter(result -> Outline.find(result.spec()).isPresent()).toList();
    Optional<TrialResult> any = known.stream().filter(TrialResult::ok).findFirst();
    if (any.isEmpty()) {
      return this;
    }
    Machine last = Machine.of(any.get());
    Machine here = new Machine(last.device(), last.hardware(), cores);
    return new Estimator(cores, Optional.of(new Measured(NeedsModel.fit(known), here)));
  }

  /**
   * Returns what a trial is expected to need.
   *
   * @throws IllegalArgumentException if its model or strategy is unknown
   */
  public Expectation expect(TrialSpec spec) {
    Outline trial = Outline.of(spec);
    return new Expectation(
        predict(Need.TOTAL_SECONDS, spec).orElseGet(() -> Analytic.seconds(trial, cores)),
        predict(Need.MEMORY_GIGABYTES, spec)
            .map(gigabytes -> Math.round(1e9 * gigabytes))
            .orElseGet(() -> Analytic.hostBytes(trial)),
        trial.size().weightBytes(trial.numbers(), trial.cost()),
        trial.trainable());
  }

  private Optional<Double> predict(Need need, TrialSpec spec) {
    return measured
        .flatMap(m -> m.needs().predict(need, Workload.of(spec), m.machine()))
        .map(Interval::estimate);
  }
}
