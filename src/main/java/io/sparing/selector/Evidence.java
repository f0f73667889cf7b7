package io.sparing.selector;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that was measured: observations by cell (a data set on a kind of hardware) and
 * configuration. Choices are ordered by mean cost, cheapest first, so that the first of equals is
 * the cheaper one.
 */
final class Evidence {

  private final List<Observation> observations;
  private final Map<Cell, Map<Choice, Observation>> cells;
  private final List<Choice> choices;

  /** A data set on a kind of hardware. */
  record Cell(String dataset, String task, String hardware) {
    static Cell of(Observation observation) {
      return new Cell(observation.dataset(), observation.task(), observation.hardware());
    }
  }

  Evidence(List<Observation> observations) {
    this.observations = List.copyOf(observations);
    this.cells = new LinkedHashMap<>();
    Map<Choice, Double> cost = new LinkedHashMap<>();
    for (Observation observation : observations) {
      cells
          .computeIfAbsent(Cell.of(observation), c -> new LinkedHashMap<>())
          .put(observation.choice(), observation);
      cost.merge(observation.choice(), observation.cost(), Math::max);
    }
    this.choices =
        cost.keySet().stream()
            .sorted(
                Comparator.comparingDouble((Choice c) -> cost.get(c)).thenComparing(Choice::key))
            .toList();
  }

  List<Observation> observations() {
    return observations;
  }

  List<Choice> choices() {
    return choices;
  }

  List<Cell> cells() {
    return List.copyOf(cells.keySet());
  }

  List<String> datasets() {
    return distinct(Observation::dataset);
  }

  List<String> tasks() {
    return distinct(Observation::task);
  }

  List<String> hardware() {
    return distinct(Observation::hardware);
  }

  /** All seeds, smallest first. */
  List<Long> seeds() {
    return observations.stream()
        .flatMap(observation -> observation.qualityBySeed().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  Evidence without(String dataset) {
    return new Evidence(observations.stream().filter(o -> !o.dataset().equals(dataset)).toList());
  }

  Evidence only(String dataset) {
    return new Evidence(observations.stream().filter(o -> o.dataset().equals(dataset)).toList());
  }

  Optional<Observation> find(Cell cell, Choice choice) {
    return Optional.ofNullable(cells.getOrDefault(cell, Map.of()).get(choice));
  }

  List<Observation> in(Cell cell) {
    return List.copyOf(cells.getOrDefault(cell, Map.of()).values());
  }

  /** The quality of a choice in a scenario; 0 if it was not measured there or does not fit. */
  double quality(Scenario scenario, Choice choice, LongPredicate seeds) {
    return find(scenario.cell(), choice)
        .filter(observation -> observation.feasible(scenario.environment()))
        .map(observation -> observation.quality(seeds))
        .orElse(0.0);
  }

  /** The best feasible observation, the cheaper one of equals; empty if nothing fits. */
  Optional<Observation> oracle(Scenario scenario, LongPredicate seeds) {
    return in(scenario.cell()).stream()
        .filter(observation -> observation.feasible(scenario.environment()))
        .min(
            Comparator.comparingDouble((Observation o) -> -o.quality(seeds))
                .thenComparingDouble(Observation::cost));
  }

  /** Smallest and largest finite needs by limit. */
  Map<Feature, RuleSource.Range> ranges() {
    Map<Feature, RuleSource.Range> ranges = new TreeMap<>();
    for (Feature feature : Feature.values()) {
      List<Double> needs = finite(observations.stream(), feature);
      if (!needs.isEmpty()) {
        ranges.put(feature, new RuleSource.Range(needs.get(0), needs.get(needs.size() - 1)));
      }
    }
    return ranges;
  }

  /** Distinct finite needs of a limit in a cell, smallest first. */
  List<Double> needs(Cell cell, Feature feature) {
    return finite(in(cell).stream(), feature);
  }

  private static List<Double> finite(Stream<Observation> observations, Feature feature) {
    return observations
        .map(observation -> observation.needs().get(feature))
        .filter(Double::isFinite)
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> distinct(Function<Observation, String> property) {
    return observations.stream()
        .map(property)
        .distinct()
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }
}
