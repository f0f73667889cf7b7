package io.sparing.selector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule that could be learned. Its thresholds are what its choice was measured to need, rounded
 * up, so it never recommends what was measured not to fit.
 */
record Candidate(List<Condition> conditions, Choice choice) {

  boolean covers(Environment environment) {
    for (Condition condition : conditions) {
      if (!condition.holds(environment)) {
        return false;
      }
    }
    return true;
  }

  /** Every choice with every scope (any or one task, any or one hardware) where it was measured. */
  static List<Candidate> of(Evidence evidence) {
    List<Optional<String>> tasks = scopes(evidence.tasks());
    List<Optional<String>> hardware = scopes(evidence.hardware());
    List<Candidate> candidates = new ArrayList<>();
    for (Choice choice : evidence.choices()) {
      for (Optional<String> task : tasks) {
        for (Optional<String> device : hardware) {
          candidate(evidence, choice, task, device).ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }

  /** Any, and each name if there is more than one. */
  private static List<Optional<String>> scopes(List<String> names) {
    List<Optional<String>> scopes = new ArrayList<>();
    scopes.add(Optional.empty());
    if (names.size() > 1) {
      names.forEach(name -> scopes.add(Optional.of(name)));
    }
    return scopes;
  }

  private static Optional<Candidate> candidate(
      Evidence evidence, Choice choice, Optional<String> task, Optional<String> hardware) {
    Map<Feature, Double> needs = new EnumMap<>(Feature.class);
    for (Evidence.Cell cell : evidence.cells()) {
      if (!task.orElse(cell.task()).equals(cell.task())
          || !hardware.orElse(cell.hardware()).equals(cell.hardware())) {
        continue;
      }
      Optional<Observation> observation = evidence.find(cell, choice);
      if (observation.isEmpty()) {
        return Optional.empty();
      }
      observation.get().needs().forEach((feature, need) -> needs.merge(feature, need, Math::max));
    }
    if (needs.isEmpty()) {
      return Optional.empty();
    }
    List<Condition> conditions = new ArrayList<>();
    task.ifPresent(name -> conditions.add(Condition.oneOf(Category.TASK, name)));
    hardware.ifPresent(name -> conditions.add(Condition.oneOf(Category.HARDWARE, name)));
    needs.forEach((feature, need) -> guard(feature, need).ifPresent(conditions::add));
    return Optional.of(new Candidate(List.copyOf(conditions), choice));
  }

  /** A need that nobody measured cannot be guarded; the rule set's ranges then lack the limit. */
  private static Optional<Condition> guard(Feature feature, double need) {
    if (need <= 0 || !Double.isFinite(need)) {
      return Optional.empty();
    }
    double threshold = feature == Feature.EXAMPLES ? need : Numbers.roundUp(need);
    return Optional.of(Condition.limit(feature, Condition.Operator.AT_LEAST, threshold));
  }
}
