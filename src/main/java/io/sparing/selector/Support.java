package io.sparing.selector;

import java.util.List;
import java.util.Optional;

/**
 * What a learned rule stands on.
 *
 * @param environments sampled environments that the rule decides
 * @param trialIds the trials that measured its choice, sorted
 * @param meanRegret mean loss to the oracle in those environments, in units of the metric
 * @param runnerUp the next best choice where it fits too, if there is any
 */
public record Support(
    int environments, List<String> trialIds, double meanRegret, Optional<RunnerUp> runnerUp) {

  /** Copies the ids. */
  public Support {
    trialIds = List.copyOf(trialIds);
  }

  /**
   * The choice that would take over.
   *
   * @param label its short name
   * @param margin mean quality it would have to gain to flip the rule where both fit, in units of
   *     the metric
   */
  public record RunnerUp(String label, double margin) {}
}
