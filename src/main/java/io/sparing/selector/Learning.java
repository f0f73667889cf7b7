package io.sparing.selector;

import io.sparing.needs.CalibrationTrials;
import io.sparing.needs.NeedsModel;
import io.sparing.needs.NeedsReference;
import io.sparing.needs.NeedsTable;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.Optional;

/** Makes a graded rule set from trial results: the one entry to this package for other services. */
public final class Learning {

  private Learning() {}

  /**
   * Learns and grades rules. Equal results and options give equal rule sets, whatever the order of
   * the results. Failed trials teach what does not fit. Trials of a calibration teach what setups
   * need, and nothing of quality.
   *
   * @throws IllegalArgumentException if fewer than two trials ran to their end and measured the
   *     metric, or none measured the cost, or it is money of several currencies, or nothing fits in
   *     any environment
   */
  public static RuleSet learn(List<TrialResult> results, LearningOptions options) {
    List<TrialResult> rated =
        results.stream().filter(row -> !CalibrationTrials.has(row.spec().id())).toList();
    long usable = rated.stream().filter(r -> Evidence.usable(r, options.metric())).count();
    if (usable < 2) {
      throw new IllegalArgumentException(
          "Cannot learn rules from %d OK trials with %s (of %d rows); expected at least 2"
              .formatted(usable, options.metric().column(), results.size()));
    }
    if (options.cost().unit() == Cost.Unit.MONEY) {
      Currencies.check(results);
    }
    Evidence evidence = Evidence.of(rated, options.metric());
    NeedsTable table = NeedsTable.of(results);
    NeedsModel needs = table.fit();
    Frame frame = new Frame(evidence, evidence.cells(), evidence.choices(), needs, options);
    checkCost(frame);
    if (frame.rows().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot learn rules: nothing that was measured fits in any of the environments; give"
              + " wider ones with --environments");
    }
    Grader grader = new Grader(evidence, table, options);
    Grade grade = grader.grade();
    RuleLearner.Learned learned = new Fold(frame).learn(seed -> true);
    Explainer explainer = new Explainer(frame, grader.calibration());
    return new RuleSet(
        options.name(),
        source(evidence, (int) usable, options),
        explainer.explain(learned),
        explainer.candidates(),
        Optional.of(grade),
        frame.hardware().stream()
            .map(hardware -> NeedsReference.of(results, evidence.machine(hardware)))
            .toList());
  }

  /** Refuses a goal about a cost that nobody measured, which cannot be minimised. */
  private static void checkCost(Frame frame) {
    LearningOptions options = frame.options();
    boolean needed = !(options.goal() instanceof Goal.Best);
    for (String hardware : frame.hardware()) {
      for (double cost : frame.cost(hardware)) {
        if (needed && !Double.isFinite(cost)) {
          throw new IllegalArgumentException(
              "Cannot learn for %s: no row of a %s has measured %s; use --cost device-time"
                  .formatted(options.goal().words(), hardware, options.cost().words()));
        }
      }
    }
  }

  private static RuleSource source(Evidence evidence, int trials, LearningOptions options) {
    return new RuleSource(
        options.sweeps(),
        options.results(),
        evidence.datasets(),
        trials,
        options.createdAt(),
        options.metric().column(),
        evidence.tasks(),
        evidence.hardware(),
        Optional.of(options.goal()),
        Optional.of(options.cost()),
        options.margin());
  }
}
