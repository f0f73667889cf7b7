package io.sparing.watch;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is known as a run of a sweep begins.
 *
 * @param sweep name of the sweep
 * @param description one line for people; may be empty
 * @param metric by which trials are compared
 * @param trials all trials of the sweep
 * @param missing those that will run
 * @param earlier results of earlier runs
 * @param slots trials at a time
 * @param threads native threads of each
 * @param time when the run begins
 */
public record SweepStart(
    String sweep,
    String description,
    Metric metric,
    List<TrialSpec> trials,
    List<TrialSpec> missing,
    List<TrialResult> earlier,
    int slots,
    int threads,
    Instant time) {

  /** Copies the lists. */
  public SweepStart {
    Objects.requireNonNull(sweep, "sweep");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(time, "time");
    trials = List.copyOf(trials);
    missing = List.copyOf(missing);
    earlier = List.copyOf(earlier);
  }
}
