package io.sparing.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A rule that could be learned: a setup, on as many of one's examples as the limits allow. Its
 * thresholds are what the setup needs with the margin, rounded up to round numbers, so that it
 * never advises what the needs say does not fit.
 *
 * @param conditions when it holds
 * @param steps the same setup on fewer and fewer examples; the first whose conditions hold counts,
 *     and the last has none
 */
record Draft(List<Condition> conditions, List<Step> steps) {

  /** A choice by its index in the frame, and when it is taken. */
  record Step(List<Condition> conditions, int choice) {}

  private static final List<Feature> STEPPED = List.of(Feature.EXAMPLES, Feature.TRAIN_SECONDS);
  private static final List<Feature> SHARED = List.of(Feature.MEMORY, Feature.LATENCY);

  /** Returns the choice it takes there; -1 where it does not hold. */
  int answer(Environment environment) {
    return hold(conditions, environment) ? step(environment) : -1;
  }

  /** Returns the choice it takes there, whether it holds or not. */
  int step(Environment environment) {
    for (Step step : steps) {
      if (hold(step.conditions(), environment)) {
        return step.choice();
      }
    }
    throw new IllegalStateException("A draft whose last step has conditions");
  }

  /** Returns the same answers, always. */
  Draft unconditional() {
    return new Draft(List.of(), steps);
  }

  private static boolean hold(List<Condition> conditions, Environment environment) {
    for (Condition condition : conditions) {
      if (!condition.holds(environment)) {
        return false;
      }
    }
    return true;
  }

  /** Returns every setup on as many examples as there are, every choice alone, in every scope. */
  static List<Draft> all(Frame frame, boolean byData) {
    Map<String, List<Integer>> families = new LinkedHashMap<>();
    for (int c = 0; c < frame.choices().size(); c++) {
      families.computeIfAbsent(frame.choices().get(c).family(), f -> new ArrayList<>()).add(c);
    }
    List<List<Integer>> ladders = new ArrayList<>(families.values());
    families.values().stream()
        .filter(family -> family.size() > 1)
        .forEach(family -> family.forEach(choice -> ladders.add(List.of(choice))));
    List<Draft> drafts = new ArrayList<>();
    for (String hardware : frame.hardware()) {
      for (List<Condition> scope : scopes(frame, hardware, byData)) {
        ladders.forEach(ladder -> drafts.add(of(frame, hardware, scope, ladder)));
      }
    }
    return drafts;
  }

  private static List<List<Condition>> scopes(Frame frame, String hardware, boolean byData) {
    List<Condition> machine =
        frame.hardware().size() > 1
            ? List.of(Condition.oneOf(Category.HARDWARE, hardware))
            : List.of();
    List<List<Condition>> scopes = new ArrayList<>();
    scopes.add(machine);
    if (byData) {
      dataConditions(frame.cells())
          .forEach(
              condition -> {
                List<Condition> scope = new ArrayList<>();
                scope.add(condition);
                scope.addAll(machine);
                scopes.add(scope);
              });
    }
    return scopes;
  }

  /** Returns conditions on the data that have two data sets or more on both sides. */
  private static List<Condition> dataConditions(List<Evidence.Cell> cells) {
    List<Condition> conditions = new ArrayList<>();
    for (String task : new TreeSet<>(cells.stream().map(Evidence.Cell::task).toList())) {
      conditions.add(Condition.oneOf(Category.TASK, task));
    }
    TreeSet<Integer> classes = new TreeSet<>(cells.stream().map(Evidence.Cell::classes).toList());
    for (int most : classes) {
      if (most > 0 && !classes.last().equals(most)) {
        conditions.add(Condition.limit(Feature.CLASSES, Condition.Operator.AT_MOST, most));
        conditions.add(Condition.limit(Feature.CLASSES, Condition.Operator.ABOVE, most));
      }
    }
    return conditions.stream().filter(condition -> divides(condition, cells)).toList();
  }

  private static boolean divides(Condition condition, List<Evidence.Cell> cells) {
    long inside =
        cells.stream()
            .filter(
                cell ->
                    condition.holds(
                        new DataKind(cell.task(), cell.classes())
                            .in(Environment.open(cell.task(), cell.hardware()))))
            .map(Evidence.Cell::dataset)
            .distinct()
            .count();
    long all = cells.stream().map(Evidence.Cell::dataset).distinct().count();
    return inside >= 2 && all - inside >= 2;
  }

  private static Draft of(
      Frame frame, String hardware, List<Condition> scope, List<Integer> ladder) {
    List<Integer> most =
        ladder.stream()
            .sorted(
                Comparator.comparingDouble(
                        (Integer c) -> -frame.needed(hardware, c, Feature.EXAMPLES))
                    .thenComparing(c -> c))
            .toList();
    List<Condition> conditions = new ArrayList<>(scope);
    for (Feature feature : SHARED) {
      double need =
          most.stream().mapToDouble(c -> frame.needed(hardware, c, feature)).max().orElse(0);
      guard(feature, need).ifPresent(conditions::add);
    }
    int last = most.get(most.size() - 1);
    for (Feature feature : STEPPED) {
      guard(feature, frame.needed(hardware, last, feature)).ifPresent(conditions::add);
    }
    List<Step> steps = new ArrayList<>();
    for (int choice : most) {
      List<Condition> own = new ArrayList<>();
      for (Feature feature : STEPPED) {
        guard(feature, frame.needed(hardware, choice, feature))
            .filter(condition -> !conditions.contains(condition))
            .ifPresent(own::add);
      }
      steps.add(new Step(List.copyOf(own), choice));
    }
    steps.set(steps.size() - 1, new Step(List.of(), last));
    return new Draft(List.copyOf(conditions), List.copyOf(steps));
  }

  private static Optional<Condition> guard(Feature feature, double need) {
    if (!(need > 0) || Double.isInfinite(need)) {
      return Optional.empty();
    }
    return Optional.of(
        Condition.limit(
            feature,
            Condition.Operator.AT_LEAST,
            feature == Feature.EXAMPLES ? Numbers.countUp(need) : Numbers.roundUp(need)));
  }
}
