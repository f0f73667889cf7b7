package io.sparing.selector;

import io.sparing.needs.Interval;
import io.sparing.needs.Machine;
import io.sparing.needs.Need;
import io.sparing.needs.NeedsModel;
import io.sparing.needs.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What a learner may know: some cells, the choices that may be advised, and what these need by a
 * model of needs. Choices have indices here, and so have rows: environments of the grid in which
 * something fits.
 */
final class Frame {

  private final Evidence evidence;
  private final List<Evidence.Cell> cells;
  private final List<Choice> choices;
  private final NeedsModel needs;
  private final LearningOptions options;
  private final Map<String, List<Map<Feature, Interval>>> byHardware = new TreeMap<>();
  private final Map<String, double[]> costs = new TreeMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** An environment in which something fits, and what does. */
  record Row(Environment environment, boolean[] fits) {}

  Frame(
      Evidence evidence,
      List<Evidence.Cell> cells,
      List<Choice> choices,
      NeedsModel needs,
      LearningOptions options) {
    this.evidence = evidence;
    this.cells = cells;
    this.choices = choices;
    this.needs = needs;
    this.options = options;
    for (String hardware :
        cells.stream().map(Evidence.Cell::hardware).distinct().sorted().toList()) {
      measure(hardware);
      place(hardware);
    }
  }

  private void measure(String hardware) {
    Machine machine = evidence.machine(hardware);
    List<Map<Feature, Interval>> all = new ArrayList<>();
    double[] cost = new double[choices.size()];
    for (int c = 0; c < cost.length; c++) {
      Choice choice = choices.get(c);
      Workload workload = Workload.of(evidence.sample(choice));
      Map<Feature, Interval> of = new EnumMap<>(Feature.class);
      double examples = evidence.examples(choice);
      of.put(Feature.EXAMPLES, new Interval(examples, examples, examples));
      put(of, Feature.LATENCY, needs.predict(Need.LATENCY_MILLIS, workload, machine));
      put(of, Feature.MEMORY, needs.predict(Need.MEMORY_GIGABYTES, workload, machine));
      put(of, Feature.TRAIN_SECONDS, needs.predict(Need.TRAIN_SECONDS, workload, machine));
      all.add(of);
      cost[c] =
          options
              .cost()
              .of(needs, workload, machine)
              .map(Interval::estimate)
              .orElse(Double.POSITIVE_INFINITY);
    }
    byHardware.put(hardware, all);
    costs.put(hardware, cost);
  }

  private static void put(Map<Feature, Interval> needs, Feature feature, Optional<Interval> need) {
    need.ifPresent(interval -> needs.put(feature, interval));
  }

  private void place(String hardware) {
    List<Feature> binding = new ArrayList<>();
    for (Feature feature : Feature.LIMITS) {
      if (byHardware.get(hardware).stream().anyMatch(needs -> needs.containsKey(feature))) {
        binding.add(feature);
      }
    }
    for (Environment environment : options.grid().environments("any", hardware, binding)) {
      boolean[] fits = new boolean[choices.size()];
      boolean any = false;
      for (int c = 0; c < fits.length; c++) {
        fits[c] = fits(hardware, c, environment);
        any |= fits[c];
      }
      if (any) {
        rows.add(new Row(environment, fits));
      }
    }
  }

  /** Returns whether everything that a choice needs, with the margin, is within the limits. */
  private boolean fits(String hardware, int choice, Environment environment) {
    for (Feature feature : Feature.LIMITS) {
      if (needed(hardware, choice, feature) > environment.value(feature)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns what a limit must be at least for a choice, with the margin; 0 where it cannot bind.
   */
  double needed(String hardware, int choice, Feature feature) {
    Interval need = byHardware.get(hardware).get(choice).get(feature);
    if (need == null) {
      return 0;
    }
    return feature == Feature.EXAMPLES ? need.estimate() : need.estimate() * (1 + options.margin());
  }

  /** Returns what a choice needs, by limit; without those that nobody measured. */
  Map<Feature, Interval> needs(String hardware, int choice) {
    return byHardware.get(hardware).get(choice);
  }

  Evidence evidence() {
    return evidence;
  }

  List<Evidence.Cell> cells() {
    return cells;
  }

  List<Choice> choices() {
    return choices;
  }

  List<Row> rows() {
    return rows;
  }

  List<String> hardware() {
    return List.copyOf(byHardware.keySet());
  }

  double[] cost(String hardware) {
    return costs.get(hardware);
  }

  NeedsModel model() {
    return needs;
  }

  LearningOptions options() {
    return options;
  }

  /** Returns the quality of each choice in a cell; NaN where it was not measured. */
  double[] quality(Evidence.Cell cell, LongPredicate seeds) {
    return choices.stream().mapToDouble(c -> evidence.quality(cell, c, seeds)).toArray();
  }
}
