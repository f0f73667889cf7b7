package io.sparing.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says what each learned rule stands on, what would flip it, and whether that is enough. */
final class RuleExplainer {

  private final Evidence evidence;
  private final List<Scenario> scenarios;
  private final double thinMargin;

  RuleExplainer(Evidence evidence, List<Scenario> scenarios, double thinMargin) {
    this.evidence = evidence;
    this.scenarios = scenarios;
    this.thinMargin = thinMargin;
  }

  List<Rule> explain(List<Candidate> candidates) {
    List<Rule> rules = new ArrayList<>();
    List<Scenario> left = scenarios;
    for (Candidate candidate : candidates) {
      Predicate<Scenario> covered = scenario -> candidate.covers(scenario.environment());
      List<Scenario> decided = left.stream().filter(covered).toList();
      left = left.stream().filter(covered.negate()).toList();
      if (!decided.isEmpty()) {
        rules.add(rule("rule-" + (rules.size() + 1), candidate, decided));
      }
    }
    return rules;
  }

  /** The answer where nothing fits: none, and why. */
  Rule fallback() {
    return new Rule(
        "otherwise",
        List.of(),
        Optional.empty(),
        "no rule's choice was measured to fit these limits",
        true,
        Optional.empty(),
        Optional.empty());
  }

  private Rule rule(String name, Candidate candidate, List<Scenario> decided) {
    Choice choice = candidate.choice();
    double own = mean(decided, choice);
    Optional<Choice> next =
        evidence.choices().stream()
            .filter(other -> !other.equals(choice) && Double.isFinite(lead(decided, choice, other)))
            .min(Comparator.comparingDouble(other -> lead(decided, choice, other)));
    List<String> trials = trials(candidate);
    Optional<Choice> rival = trials.size() < 2 ? rival(decided, choice) : Optional.empty();
    double oracle =
        decided.stream()
            .mapToDouble(
                s -> evidence.oracle(s, seed -> true).map(o -> o.quality(seed -> true)).orElse(0.0))
            .average()
            .orElse(0);
    return new Rule(
        name,
        candidate.conditions(),
        Optional.of(choice),
        because(own, decided.size()),
        rival.isPresent(),
        rival.map(other -> deciding(choice, other)),
        Optional.of(
            new Support(
                decided.size(),
                trials,
                Math.max(0, oracle - own),
                next.map(
                    other -> new Support.RunnerUp(other.label(), lead(decided, choice, other))))));
  }

  /** The closest other choice, where both fit, if it is too close to call. */
  private Optional<Choice> rival(List<Scenario> decided, Choice choice) {
    return evidence.choices().stream()
        .filter(other -> !other.equals(choice) && distance(decided, choice, other) < thinMargin)
        .min(Comparator.comparingDouble(other -> distance(decided, choice, other)));
  }

  private double distance(List<Scenario> decided, Choice choice, Choice other) {
    return Math.abs(lead(decided, choice, other));
  }

  /** Mean difference where the other fits too; infinite where it hardly ever does. */
  private double lead(List<Scenario> decided, Choice choice, Choice other) {
    List<Scenario> shared =
        decided.stream().filter(s -> evidence.quality(s, other, seed -> true) > 0).toList();
    return shared.size() * 10 < decided.size()
        ? Double.POSITIVE_INFINITY
        : mean(shared, choice) - mean(shared, other);
  }

  private String because(double quality, int decided) {
    return "the best mean quality (%s) in %d sampled environments, and what it was measured to need fits"
        .formatted(Numbers.percent(quality), decided);
  }

  /** The cheaper of the two, with a seed that neither has. */
  private String deciding(Choice choice, Choice next) {
    Choice cheaper = cost(choice) <= cost(next) ? choice : next;
    long seed = evidence.seeds().stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
    return cheaper.label() + " with seed " + seed;
  }

  private double cost(Choice choice) {
    return evidence.observations().stream()
        .filter(observation -> observation.choice().equals(choice))
        .mapToDouble(Observation::cost)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double mean(List<Scenario> decided, Choice choice) {
    return decided.stream()
        .mapToDouble(scenario -> evidence.quality(scenario, choice, seed -> true))
        .average()
        .orElse(0);
  }

  /** The trials of the choice within the tasks and hardware that the rule is about. */
  private List<String> trials(Candidate candidate) {
    return evidence.observations().stream()
        .filter(observation -> observation.choice().equals(candidate.choice()))
        .filter(observation -> inScope(candidate, observation))
        .flatMap(observation -> observation.trialIds().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean inScope(Candidate candidate, Observation observation) {
    Environment roomy =
        new Environment(
            observation.task(),
            observation.hardware(),
            Environment.UNLIMITED,
            Environment.UNLIMITED,
            Long.MAX_VALUE,
            Environment.UNLIMITED);
    return candidate.covers(roomy);
  }
}
