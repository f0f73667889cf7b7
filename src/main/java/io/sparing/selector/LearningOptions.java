package io.sparing.selector;

import io.sparing.measure.Metric;
import java.time.Instant;
import java.util.List;

/**
 * How rules are learned.
 *
 * @param name of the rule set
 * @param sweeps names of the sweeps behind it
 * @param results folders that hold them, as absolute paths
 * @param metric quality, higher is better
 * @param goal what is wanted within limits
 * @param cost what cheap counts
 * @param grid environments to learn for and to be graded in
 * @param byData whether rules may have conditions on the task and the number of classes
 * @param margin share by which a need must stay below a limit
 * @param maxRules most rules, 1 to 7, the last of which always answers
 * @param rulePenalty regret, as a share of what the best single rule loses, that a further rule
 *     must save
 * @param abstainBelow confidence below which a rule abstains
 * @param seed of the bootstrap and the forest
 * @param createdAt time stamp of the rule set
 */
public record LearningOptions(
    String name,
    List<String> sweeps,
    List<String> results,
    Metric metric,
    Goal goal,
    Cost cost,
    EnvironmentGrid grid,
    boolean byData,
    double margin,
    int maxRules,
    double rulePenalty,
    double abstainBelow,
    long seed,
    Instant createdAt) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LearningOptions {
    sweeps = List.copyOf(sweeps);
    results = List.copyOf(results);
    check(metric.better() == Metric.Better.HIGHER, "metric", metric.column(), "a quality metric");
    check(maxRules >= 1 && maxRules <= 7, "max rules", maxRules, "1 to 7");
    check(margin >= 0 && margin <= 1, "margin", margin, "a share from 0 to 1");
    check(rulePenalty >= 0, "rule penalty", rulePenalty, "0 or more");
    check(abstainBelow >= 0 && abstainBelow <= 1, "abstain below", abstainBelow, "0 to 1");
  }

  /**
   * Returns the defaults: best accuracy, device time of training, the published grid, a margin of
   * 10 %.
   */
  public static LearningOptions defaults(Instant createdAt) {
    return new LearningOptions(
        "learned",
        List.of(),
        List.of(),
        Metric.ACCURACY,
        new Goal.Best(),
        Cost.ofTraining(),
        EnvironmentGridParser.published(),
        false,
        0.1,
        7,
        0.001,
        0.5,
        0,
        createdAt);
  }

  /** Returns a copy with the names of the rule set and its sweeps, and where these lie. */
  public LearningOptions named(String newName, List<String> newSweeps, List<String> newResults) {
    return new LearningOptions(
        newName,
        newSweeps,
        newResults,
        metric,
        goal,
        cost,
        grid,
        byData,
        margin,
        maxRules,
        rulePenalty,
        abstainBelow,
        seed,
        createdAt);
  }

  /** Returns a copy with another metric. */
  public LearningOptions withMetric(Metric newMetric) {
    return new LearningOptions(
        name,
        sweeps,
        results,
        newMetric,
        goal,
        cost,
        grid,
        byData,
        margin,
        maxRules,
        rulePenalty,
        abstainBelow,
        seed,
        createdAt);
  }

  /** Returns a copy with another goal and cost. */
  public LearningOptions withGoal(Goal newGoal, Cost newCost) {
    return new LearningOptions(
        name,
        sweeps,
        results,
        metric,
        newGoal.in(newCost.unit()),
        newCost,
        grid,
        byData,
        margin,
        maxRules,
        rulePenalty,
        abstainBelow,
        seed,
        createdAt);
  }

  /** Returns a copy with other environments and another margin. */
  public LearningOptions withLimits(EnvironmentGrid newGrid, double newMargin) {
    return new LearningOptions(
        name,
        sweeps,
        results,
        metric,
        goal,
        cost,
        newGrid,
        byData,
        newMargin,
        maxRules,
        rulePenalty,
        abstainBelow,
        seed,
        createdAt);
  }

  /** Returns a copy whose rules may, or may not, have conditions on the data. */
  public LearningOptions byData(boolean allowed) {
    return new LearningOptions(
        name,
        sweeps,
        results,
        metric,
        goal,
        cost,
        grid,
        allowed,
        margin,
        maxRules,
        rulePenalty,
        abstainBelow,
        seed,
        createdAt);
  }

  /** Returns a copy with other sizes and seed. */
  public LearningOptions withSizes(int newMaxRules, double newAbstainBelow, long newSeed) {
    return new LearningOptions(
        name,
        sweeps,
        results,
        metric,
        goal,
        cost,
        grid,
        byData,
        margin,
        newMaxRules,
        rulePenalty,
        newAbstainBelow,
        newSeed,
        createdAt);
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
