package io.sparing.selector;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a rule set comes from, and what it is for.
 *
 * @param sweeps names of the sweeps
 * @param results folders that hold them
 * @param dataSets names of the data sets
 * @param trials trials that ran to their end and were used
 * @param createdAt when it was learned
 * @param metric column of the quality metric
 * @param tasks tasks measured
 * @param hardware hardware measured
 * @param goal what the rules aim at; empty for fixed rules
 * @param cost what cheap counts; empty for fixed rules
 * @param margin share by which a need stays below a limit
 */
public record RuleSource(
    List<String> sweeps,
    List<String> results,
    List<String> dataSets,
    int trials,
    Instant createdAt,
    String metric,
    List<String> tasks,
    List<String> hardware,
    Optional<Goal> goal,
    Optional<Cost> cost,
    double margin) {

  /** Copies the collections. */
  public RuleSource {
    sweeps = List.copyOf(sweeps);
    results = List.copyOf(results);
    dataSets = List.copyOf(dataSets);
    tasks = List.copyOf(tasks);
    hardware = List.copyOf(hardware);
  }

  /** Returns a regret by the goal, for people. */
  public String regret(double value) {
    return goal.orElseGet(Goal.Best::new).format(value);
  }
}
