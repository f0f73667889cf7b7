package io.sparing.needs;

import io.sparing.measure.Metric;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.Settings;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a trial that its needs depend on.
 *
 * @param spec the trial
 * @param setup every setting that changes what is learned, by its name, as text: not the rows that
 *     are read, nor lengths and batches, which change needs only
 * @param trainingRows rows that it trains on or keeps, all of which it reads; 0 where it does
 *     neither
 * @param classes that its rows had; empty if they were not counted
 */
public record Workload(
    TrialSpec spec, SortedMap<String, String> setup, long trainingRows, OptionalInt classes) {

  private static final Set<String> NOT_IN_SETUP =
      Set.of(
          "dataset",
          "validation",
          "train_examples",
          "test_examples",
          "seed",
          "max_length",
          "batch_size",
          "gradient_accumulation_steps",
          "gradient_checkpointing");

  /** Copies the setup. */
  public Workload {
    setup = Collections.unmodifiableSortedMap(new TreeMap<>(setup));
  }

  /** Returns the workload of a trial that has not run. */
  public static Workload of(TrialSpec spec) {
    return new Workload(spec, setup(spec), Outline.rows(spec), OptionalInt.empty());
  }

  /**
   * Returns the workload of a trial that has run: with the rows that it used, whatever it asked
   * for.
   */
  public static Workload of(TrialResult result) {
    return new Workload(result.spec(), setup(result.spec()), usedRows(result), classes(result));
  }

  /** Returns the setup in one line: equal setups have equal keys and no others do. */
  public String key() {
    return setup.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  private static SortedMap<String, String> setup(TrialSpec spec) {
    SortedMap<String, String> setup = new TreeMap<>();
    TrialSpecParser.toSettings(spec)
        .forEach(
            (name, value) -> {
              if (!NOT_IN_SETUP.contains(name) && !Settings.ofOwnFile(name)) {
                setup.put(name, text(value));
              }
            });
    return setup;
  }

  private static String text(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining("+"))
        : String.valueOf(value);
  }

  private static OptionalInt classes(TrialResult result) {
    int counted = (int) result.measurements().find(Metric.CLASSES).orElse(0);
    return counted > 0 ? OptionalInt.of(counted) : OptionalInt.empty();
  }

  /**
   * Returns the rows as they were measured; else what steps and batches say, but no more than was
   * asked for.
   */
  private static long usedRows(TrialResult result) {
    TrialSpec spec = result.spec();
    if (!spec.readsTrainingRows()) {
      return 0;
    }
    OptionalDouble used = result.measurements().find(Metric.TRAIN_EXAMPLES_USED);
    if (used.isPresent()) {
      return Math.round(used.getAsDouble());
    }
    OptionalDouble steps = result.measurements().find(Metric.TRAIN_STEPS);
    long asked = spec.trainExamples() > 0 ? spec.trainExamples() : Long.MAX_VALUE;
    if (steps.isEmpty()) {
      return asked == Long.MAX_VALUE ? Outline.rows(spec) : asked;
    }
    double rows =
        steps.getAsDouble() * spec.training().get().rowsPerStep() / Math.max(1, epochs(result));
    return Math.min(asked, Math.max(1, (long) Math.ceil(rows)));
  }

  /** Returns how many passes over the rows ran: a curve has a point at the end of each. */
  private static double epochs(TrialResult result) {
    List<CurvePoint> curve = result.curve();
    return curve.isEmpty()
        ? result.spec().training().orElseThrow().epochs()
        : curve.get(curve.size() - 1).epoch();
  }
}
