package io.sparing.selector;

import java.util.List;
import java.util.Optional;

/**
 * What a learned rule stands on.
 *
 * @param dataSets data sets that measured its first choice
 * @param trialIds the trials that did, sorted
 * @param environments environments of the grid that the rule decides
 * @param meanRegret mean loss to the oracle there on these data sets, by the goal
 * @param runnerUp the next best choice where it fits too, if there is any
 */
public record Support(
    List<String> dataSets,
    List<String> trialIds,
    int environments,
    double meanRegret,
    Optional<RunnerUp> runnerUp) {

  /** Copies the lists. */
  public Support {
    dataSets = List.copyOf(dataSets);
    trialIds = List.copyOf(trialIds);
  }

  /**
   * The choice that would take over.
   *
   * @param label its short name
   * @param margin what it would have to gain to flip the rule where both fit, by the goal; below 0
   *     where it is better there, and the list has no room for a rule of its own
   */
  public record RunnerUp(String label, double margin) {}
}
