package io.sparing.selector;

import io.sparing.measure.Metric;
import java.time.Instant;
import java.util.List;

/**
 * How to learn.
 *
 * @param name of the rule set
 * @param sweeps names of the sweeps the trials come from
 * @param metric quality metric; higher is better
 * @param maxRules most rules, 1 to 7
 * @param environments environments to sample, at least 10
 * @param seed of sampling and bootstrap
 * @param rulePenalty mean quality that a further rule must gain to be worth its place
 * @param thinMargin a rule that rests on one trial and leads by less than this abstains
 * @param createdAt time stamp of the rule set
 */
public record LearningOptions(
    String name,
    List<String> sweeps,
    Metric metric,
    int maxRules,
    int environments,
    long seed,
    double rulePenalty,
    double thinMargin,
    Instant createdAt) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LearningOptions {
    sweeps = List.copyOf(sweeps);
    check(metric.better() == Metric.Better.HIGHER, "metric", metric.column(), "a quality metric");
    check(maxRules >= 1 && maxRules <= 7, "max rules", maxRules, "1 to 7");
    check(
        environments >= 10 && environments <= 1_000_000,
        "environments",
        environments,
        "10 to 1,000,000");
    check(rulePenalty >= 0, "rule penalty", rulePenalty, "0 or more");
    check(thinMargin >= 0, "thin margin", thinMargin, "0 or more");
  }

  /** The defaults: accuracy, seven rules, 2,000 environments, seed 0. */
  public static LearningOptions defaults(Instant createdAt) {
    return new LearningOptions(
        "learned", List.of(), Metric.ACCURACY, 7, 2_000, 0, 0.002, 0.01, createdAt);
  }

  /** A copy with the names of the rule set and its sweeps. */
  public LearningOptions named(String newName, List<String> newSweeps) {
    return new LearningOptions(
        newName,
        newSweeps,
        metric,
        maxRules,
        environments,
        seed,
        rulePenalty,
        thinMargin,
        createdAt);
  }

  /** A copy with another metric. */
  public LearningOptions withMetric(Metric newMetric) {
    return new LearningOptions(
        name, sweeps, newMetric, maxRules, environments, seed, rulePenalty, thinMargin, createdAt);
  }

  /** A copy with other sizes and seed. */
  public LearningOptions withSizes(int newMaxRules, int newEnvironments, long newSeed) {
    return new LearningOptions(
        name,
        sweeps,
        metric,
        newMaxRules,
        newEnvironments,
        newSeed,
        rulePenalty,
        thinMargin,
        createdAt);
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
