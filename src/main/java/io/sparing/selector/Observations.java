package io.sparing.selector;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.DatasetTraits;
import io.sparing.trial.Settings;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns trial results into observations: only {@code OK} rows that measured the metric count. */
final class Observations {

  private static final List<String> NOT_IN_CHOICE =
      List.of(
          "dataset", "validation", "test_examples", "seed", "model", "strategy", "number_format");

  private Observations() {}

  static List<Observation> of(List<TrialResult> results, Metric metric) {
    Map<String, List<TrialResult>> groups =
        results.stream()
            .filter(result -> usable(result, metric))
            .collect(Collectors.groupingBy(Observations::group, TreeMap::new, Collectors.toList()));
    return groups.values().stream().map(group -> observe(group, metric)).toList();
  }

  static boolean usable(TrialResult result, Metric metric) {
    return result.ok() && result.measurements().find(metric).isPresent();
  }

  /** The configuration of a spec: without data set, test rows and seed. */
  static Choice choice(TrialSpec spec) {
    Map<String, String> settings = new LinkedHashMap<>();
    TrialSpecParser.toSettings(spec)
        .forEach(
            (name, value) -> {
              if (!NOT_IN_CHOICE.contains(name) && !Settings.ofOwnFile(name)) {
                settings.put(name, text(value));
              }
            });
    if (spec.training().isEmpty()) {
      settings.remove("train_examples");
    }
    return Choice.of(spec.strategy(), spec.model(), spec.numberFormat(), settings);
  }

  private static String text(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining("+"))
        : String.valueOf(value);
  }

  private static String group(TrialResult result) {
    return String.join(
        "\n",
        DatasetTraits.of(result.spec()).name(),
        result.provenance().device(),
        choice(result.spec()).key());
  }

  private static Observation observe(List<TrialResult> group, Metric metric) {
    TrialResult first = group.get(0);
    DatasetTraits dataset = DatasetTraits.of(first.spec());
    NavigableMap<Long, Double> quality = new TreeMap<>();
    group.stream()
        .collect(
            Collectors.groupingBy(
                result -> result.spec().seed(),
                Collectors.averagingDouble(
                    result -> result.measurements().find(metric).orElseThrow())))
        .forEach(quality::put);
    Map<Feature, Double> needs = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      needs.put(feature, group.stream().mapToDouble(r -> need(r, feature)).max().orElseThrow());
    }
    return new Observation(
        dataset.name(),
        dataset.task(),
        first.provenance().device(),
        choice(first.spec()),
        quality,
        needs,
        group.stream().mapToDouble(r -> cost(r.measurements())).average().orElseThrow(),
        group.stream().map(result -> result.spec().id()).distinct().toList());
  }

  /** What a trial needed of a limit, in its unit; infinite where that was not measured. */
  static double need(TrialResult result, Feature feature) {
    Measurements measured = result.measurements();
    return switch (feature) {
      case MEMORY ->
          orInfinite(
                  measured.find(
                      result.provenance().device().equals("gpu")
                          ? Metric.PEAK_DEVICE_BYTES
                          : Metric.PEAK_HOST_BYTES))
              / 1e9;
      case LATENCY ->
          measured.find(Metric.LATENCY_P95).isPresent()
              ? measured.find(Metric.LATENCY_P95).getAsDouble()
              : orInfinite(measured.find(Metric.LATENCY_P50));
      case EXAMPLES -> examples(result);
      case TRAIN_SECONDS ->
          result.spec().training().isEmpty() ? 0 : orInfinite(measured.find(Metric.TRAIN_SECONDS));
    };
  }

  private static double examples(TrialResult result) {
    TrialSpec spec = result.spec();
    if (spec.training().isEmpty()) {
      return spec.strategyParameters().containsKey("shots") ? demonstrations(result) : 0;
    }
    if (spec.trainExamples() > 0) {
      return spec.trainExamples();
    }
    TrainingSettings training = spec.training().get();
    return Math.ceil(
        orInfinite(result.measurements().find(Metric.TRAIN_STEPS))
            * training.rowsPerStep()
            / epochs(result, training));
  }

  /** Passes over the rows that ran: a curve has a point at the end of each. */
  private static double epochs(TrialResult result, TrainingSettings training) {
    List<CurvePoint> curve = result.curve();
    return curve.isEmpty() ? training.epochs() : curve.get(curve.size() - 1).epoch();
  }

  /** Few-shot needs its shots for each class; it was drawn no more rows than it asked for. */
  private static double demonstrations(TrialResult result) {
    TrialSpec spec = result.spec();
    double shots = ((Number) spec.strategyParameters().get("shots")).doubleValue();
    OptionalInt known = DatasetTraits.of(spec).classes();
    double classes =
        known.isPresent()
            ? known.getAsInt()
            : orInfinite(result.measurements().find(Metric.CLASSES));
    return spec.trainExamples() > 0
        ? Math.min(spec.trainExamples(), shots * classes)
        : shots * classes;
  }

  private static double cost(Measurements measured) {
    OptionalDouble dollars = measured.find(Metric.COST_DOLLARS);
    return dollars.isPresent()
        ? dollars.getAsDouble()
        : orInfinite(measured.find(Metric.TOTAL_SECONDS));
  }

  private static double orInfinite(OptionalDouble value) {
    return value.orElse(Double.POSITIVE_INFINITY);
  }
}
