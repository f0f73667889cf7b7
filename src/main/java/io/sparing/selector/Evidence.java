package io.sparing.selector;

import io.sparing.measure.Metric;
import io.sparing.measure.Percentiles;
import io.sparing.needs.Machine;
import io.sparing.needs.Need;
import io.sparing.needs.Workload;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.DatasetTraits;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Everything that was measured, by cell (a data set on a kind of hardware) and choice. The order of
 * rows, files and seeds changes nothing: cells, choices and seeds are sorted.
 */
final class Evidence {

  private static final Comparator<TrialSpec> SAMPLES =
      Comparator.comparingInt(TrialSpec::maxLength)
          .thenComparing(TrialSpec::dataset)
          .thenComparing(spec -> spec.training().map(TrainingSettings::batchSize).orElse(0))
          .thenComparingLong(TrialSpec::seed)
          .thenComparingInt(TrialSpec::testExamples);

  private final List<Cell> cells;
  private final List<Choice> choices;
  private final List<Long> seeds;
  private final Map<Key, Observed> observed;
  private final Map<Choice, TrialResult> samples = new HashMap<>();
  private final Map<Choice, Double> examples = new HashMap<>();
  private final Map<String, Machine> machines;
  private final Map<Object, DatasetTraits> traits = new HashMap<>();

  /**
   * A data set on a kind of hardware.
   *
   * @param collection what the data set shares rows with
   */
  record Cell(String dataset, String task, String collection, String hardware, int classes) {}

  private record Key(Cell cell, Choice choice) {}

  /** One choice in one cell. */
  private static final class Observed {
    final Map<Long, List<Double>> qualities = new TreeMap<>();
    final Map<Long, Double> means = new TreeMap<>();
    final TreeSet<String> trials = new TreeSet<>();
    final Map<Feature, List<Double>> readings = new EnumMap<>(Feature.class);

    void add(TrialResult result, double quality, double examples) {
      qualities.computeIfAbsent(result.spec().seed(), seed -> new ArrayList<>()).add(quality);
      trials.add(result.id());
      read(Feature.EXAMPLES, OptionalDouble.of(examples));
      read(Feature.LATENCY, Need.LATENCY_MILLIS.of(result));
      read(Feature.MEMORY, Need.MEMORY_GIGABYTES.of(result));
      if (result.spec().readsTrainingRows()) {
        read(Feature.TRAIN_SECONDS, Need.TRAIN_SECONDS.of(result));
      }
    }

    /** Sums sorted values, for the last digit of a sum depends on the order. */
    void settle() {
      qualities.forEach(
          (seed, values) ->
              means.put(
                  seed, values.stream().sorted().mapToDouble(v -> v).average().orElseThrow()));
    }

    private void read(Feature feature, OptionalDouble reading) {
      if (reading.isPresent()) {
        readings.computeIfAbsent(feature, f -> new ArrayList<>()).add(reading.getAsDouble());
      }
    }
  }

  private Evidence(List<TrialResult> rows, Map<Key, Observed> observed) {
    this.observed = observed;
    observed.values().forEach(Observed::settle);
    this.cells =
        observed.keySet().stream()
            .map(Key::cell)
            .distinct()
            .sorted(Comparator.comparing(Cell::dataset).thenComparing(Cell::hardware))
            .toList();
    this.choices =
        observed.keySet().stream()
            .map(Key::choice)
            .distinct()
            .sorted(Comparator.comparing(Choice::key))
            .toList();
    this.seeds =
        observed.values().stream()
            .flatMap(cell -> cell.means.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    this.machines =
        rows.stream()
            .filter(TrialResult::ok)
            .map(Machine::of)
            .collect(
                Collectors.groupingBy(
                    Machine::device,
                    Collectors.collectingAndThen(Collectors.toList(), Machine::commonest)));
  }

  /** Returns whether a row says something about quality. */
  static boolean usable(TrialResult result, Metric metric) {
    return result.ok() && result.measurements().find(metric).isPresent();
  }

  /** Returns the evidence of all rows; those that failed count for needs only. */
  static Evidence of(List<TrialResult> rows, Metric metric) {
    Map<Key, Observed> observed = new HashMap<>();
    Map<Choice, TrialResult> samples = new HashMap<>();
    Map<Choice, Double> examples = new HashMap<>();
    Map<Object, DatasetTraits> traits = new HashMap<>();
    for (TrialResult row : rows) {
      if (!usable(row, metric)) {
        continue;
      }
      Workload workload = Workload.of(row);
      Choice choice = Choice.of(workload);
      DatasetTraits dataset = traits(row, traits);
      double measuredClasses = row.measurements().find(Metric.CLASSES).orElse(0);
      int classes = dataset.classes().orElse((int) measuredClasses);
      Cell cell =
          new Cell(
              dataset.name(),
              dataset.task(),
              dataset.collection(),
              row.provenance().device(),
              classes);
      observed
          .computeIfAbsent(new Key(cell, choice), key -> new Observed())
          .add(row, row.measurements().find(metric).orElseThrow(), needed(row, workload, classes));
      examples.merge(choice, needed(row, workload, classes), Math::max);
      samples.merge(choice, row, Evidence::sample);
    }
    Evidence evidence = new Evidence(List.copyOf(rows), observed);
    evidence.samples.putAll(samples);
    evidence.examples.putAll(examples);
    evidence.traits.putAll(traits);
    return evidence;
  }

  /** Returns the row by which a choice's needs are worked out: that with the longest texts. */
  private static TrialResult sample(TrialResult a, TrialResult b) {
    return SAMPLES.compare(a.spec(), b.spec()) >= 0 ? a : b;
  }

  /** Returns how many labelled rows a trial needed: to learn from, or as shots for each class. */
  private static double needed(TrialResult row, Workload workload, int classes) {
    if (row.spec().readsTrainingRows()) {
      return workload.trainingRows();
    }
    Object shots = row.spec().strategyParameters().get("shots");
    double wanted = shots == null ? 0 : ((Number) shots).doubleValue() * Math.max(1, classes);
    return row.measurements().find(Metric.TRAIN_EXAMPLES_USED).orElse(wanted);
  }

  List<Cell> cells() {
    return cells;
  }

  List<Choice> choices() {
    return choices;
  }

  List<Long> seeds() {
    return seeds;
  }

  List<String> datasets() {
    return cells.stream().map(Cell::dataset).distinct().toList();
  }

  List<String> tasks() {
    return cells.stream().map(Cell::task).distinct().sorted().toList();
  }

  List<String> hardware() {
    return cells.stream().map(Cell::hardware).distinct().sorted().toList();
  }

  /** Returns the commonest machine of a kind of hardware. */
  Machine machine(String hardware) {
    return machines.get(hardware);
  }

  /** Returns the largest number of labelled rows that a choice needed anywhere. */
  double examples(Choice choice) {
    return examples.get(choice);
  }

  /** Returns a row of a choice, which says how long its texts and how large its batches were. */
  TrialResult sample(Choice choice) {
    return samples.get(choice);
  }

  /**
   * Returns the mean quality over the seeds that the predicate takes; NaN where none was measured.
   */
  double quality(Cell cell, Choice choice, LongPredicate taken) {
    Observed there = observed.get(new Key(cell, choice));
    if (there == null) {
      return Double.NaN;
    }
    double sum = 0;
    double count = 0;
    for (Map.Entry<Long, Double> seed : there.means.entrySet()) {
      if (taken.test(seed.getKey())) {
        sum += seed.getValue();
        count++;
      }
    }
    return count > 0 ? sum / count : Double.NaN;
  }

  /**
   * Returns medians of what a choice needed in a cell, by limit; empty where it was not measured.
   */
  Map<Feature, Double> readings(Cell cell, Choice choice) {
    Observed there = observed.get(new Key(cell, choice));
    Map<Feature, Double> medians = new EnumMap<>(Feature.class);
    if (there != null) {
      there.readings.forEach((feature, values) -> medians.put(feature, Percentiles.of(values, 50)));
    }
    return medians;
  }

  /** Returns what a row's data set shares rows with. */
  String collection(TrialResult row) {
    return traits(row, traits).collection();
  }

  /** Returns the traits of a row's data set, worked out once each. */
  private static DatasetTraits traits(TrialResult row, Map<Object, DatasetTraits> known) {
    return known.computeIfAbsent(
        List.of(row.spec().dataset(), row.spec().data()), key -> DatasetTraits.of(row.spec()));
  }

  /** Returns what a data set shares rows with. */
  String collection(String dataset) {
    return cells.stream()
        .filter(cell -> cell.dataset().equals(dataset))
        .findFirst()
        .orElseThrow()
        .collection();
  }

  /**
   * Returns the share, 0 to 1, of choices in data sets that were measured on both sides of a
   * division of the seeds.
   */
  double crossed(LongPredicate side) {
    return observed.values().stream()
        .mapToInt(
            there -> {
              boolean one = there.means.keySet().stream().anyMatch(side::test);
              boolean other = !there.means.keySet().stream().allMatch(side::test);
              return one && other ? 1 : 0;
            })
        .average()
        .orElse(0);
  }

  /** Returns the trials that measured a choice in these cells, sorted. */
  List<String> trials(Choice choice, List<Cell> where) {
    List<String> trials = new ArrayList<>();
    for (Cell cell : where) {
      Observed there = observed.get(new Key(cell, choice));
      if (there != null) {
        trials.addAll(there.trials);
      }
    }
    return trials.stream().distinct().sorted().toList();
  }

  /** Returns the cells in which a choice was measured. */
  List<Cell> cells(Choice choice) {
    return cells.stream().filter(cell -> observed.containsKey(new Key(cell, choice))).toList();
  }
}
