package io.sparing.selector;

import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.Optional;

/** From trial results to a graded rule set: the one entry to this package for other services. */
public final class Learning {

  private Learning() {}

  /**
   * Learns and grades rules. Equal results and options give equal rule sets.
   *
   * @throws IllegalArgumentException if fewer than two trials ran to their end and measured the
   *     metric
   */
  public static RuleSet learn(List<TrialResult> results, LearningOptions options) {
    List<TrialResult> usable =
        results.stream().filter(r -> Observations.usable(r, options.metric())).toList();
    if (usable.size() < 2) {
      throw new IllegalArgumentException(
          "Cannot learn rules from %d OK trials with %s (of %d rows); expected at least 2"
              .formatted(usable.size(), options.metric().column(), results.size()));
    }
    Evidence evidence = new Evidence(Observations.of(usable, options.metric()));
    List<Scenario> scenarios =
        new EnvironmentSampler(evidence, options.seed()).sample(options.environments());
    List<Candidate> learned =
        new RuleLearner(evidence, scenarios, seed -> true)
            .learn(options.maxRules(), options.rulePenalty());
    RuleExplainer explainer = new RuleExplainer(evidence, scenarios, options.thinMargin());
    return new RuleSet(
        options.name(),
        source(evidence, usable.size(), options),
        explainer.explain(learned),
        explainer.fallback(),
        Optional.of(new Grader(evidence, options).grade(scenarios)));
  }

  private static RuleSource source(Evidence evidence, int trials, LearningOptions options) {
    return new RuleSource(
        options.sweeps(),
        evidence.datasets(),
        trials,
        options.createdAt(),
        options.metric().column(),
        evidence.tasks(),
        evidence.hardware(),
        evidence.ranges());
  }
}
