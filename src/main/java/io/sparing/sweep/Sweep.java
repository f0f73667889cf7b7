package io.sparing.sweep;

import io.sparing.budget.Budget;
import io.sparing.measure.Metric;
import io.sparing.trial.TrialSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a sweep file asks for, expanded.
 *
 * @param name names the results folder: lower-case letters, digits and hyphens
 * @param description one line for people; may be empty
 * @param metric the quality metric by which trials are compared
 * @param trials the trials in expansion order, no two equal; see {@link Grid}
 * @param collapsed how many repeated trials were left out
 * @param timeout the longest that one trial may take
 * @param preparationTimeout the longest that a preparation may show no progress
 * @param budget what all runs of the sweep together may take
 */
public record Sweep(
    String name,
    String description,
    Metric metric,
    List<TrialSpec> trials,
    int collapsed,
    Duration timeout,
    Duration preparationTimeout,
    Budget budget) {

  /** The time limit of a trial, and of a preparation, where a sweep file sets none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  /** Copies the trials. */
  public Sweep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(preparationTimeout, "preparationTimeout");
    Objects.requireNonNull(budget, "budget");
    trials = List.copyOf(trials);
  }
}
