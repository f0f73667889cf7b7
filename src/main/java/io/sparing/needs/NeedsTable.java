package io.sparing.needs;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Rows made ready to fit {@link NeedsModel}s to parts of them. */
public final class NeedsTable {

  private final List<Entry> entries;
  private final boolean ofData;

  private record Entry(
      TrialResult result, String device, String order, Map<Need, LogLinear.Reading> readings) {}

  private NeedsTable(List<Entry> entries, boolean ofData) {
    this.entries = entries;
    this.ofData = ofData;
  }

  /** Reads rows for models of setups on any data; their order changes nothing. */
  public static NeedsTable of(List<TrialResult> results) {
    return of(results, false);
  }

  /** Reads rows for models of setups on data sets that the rows know; their order is no matter. */
  static NeedsTable ofData(List<TrialResult> results) {
    return of(results, true);
  }

  private static NeedsTable of(List<TrialResult> results, boolean ofData) {
    Map<Sized, Double> known = new HashMap<>();
    return new NeedsTable(
        results.stream()
            .map(result -> entry(result, known, ofData))
            .sorted(
                Comparator.comparing(Entry::order)
                    .thenComparingLong(entry -> entry.result().spec().seed())
                    .thenComparing(entry -> entry.result().measurements().values().toString()))
            .toList(),
        ofData);
  }

  /** Fits a model of all needs to all rows. */
  public NeedsModel fit() {
    return fit(row -> true, EnumSet.allOf(Need.class));
  }

  /** Fits a model of some needs to the rows that the predicate takes. */
  public NeedsModel fit(Predicate<TrialResult> rows, Set<Need> needs) {
    Map<String, Map<Need, List<LogLinear.Reading>>> readings = new HashMap<>();
    for (Entry entry : entries) {
      if (rows.test(entry.result())) {
        Map<Need, List<LogLinear.Reading>> ofDevice =
            readings.computeIfAbsent(entry.device(), device -> new EnumMap<>(Need.class));
        entry
            .readings()
            .forEach(
                (need, reading) -> {
                  if (needs.contains(need)) {
                    ofDevice.computeIfAbsent(need, n -> new ArrayList<>()).add(reading);
                  }
                });
      }
    }
    return NeedsModel.of(readings, ofData);
  }

  /** What the suggestion of the sizes depends on; all rows that share it use it. */
  private record Sized(
      Need need, TrialSpec spec, long rows, OptionalInt classes, Machine machine) {}

  private static Entry entry(TrialResult result, Map<Sized, Double> known, boolean ofData) {
    Workload workload = Workload.of(result);
    Machine machine = Machine.of(result);
    List<String> names = NeedsModel.names(workload, machine, ofData);
    double[] values = NeedsModel.values(workload);
    TrialSpec seedless = result.spec().withSeed(0);
    Map<Need, LogLinear.Reading> readings = new EnumMap<>(Need.class);
    for (Need need : Need.values()) {
      OptionalDouble reading = reading(need, result);
      if (reading.isPresent() && reading.getAsDouble() > 0 && !NeedsModel.nothing(need, workload)) {
        double base =
            known.computeIfAbsent(
                new Sized(need, seedless, workload.trainingRows(), workload.classes(), machine),
                key -> NeedsModel.expected(need, workload, machine));
        double log = Math.log(reading.getAsDouble() / base);
        readings.put(need, new LogLinear.Reading(log, !result.ok(), names, values));
      }
    }
    String order = machine.device() + names + values[0] + values[1] + result.spec().dataset();
    return new Entry(result, machine.device(), order, readings);
  }

  /**
   * Returns what a row says about a need; for a row that failed of it, how much it had at least.
   */
  private static OptionalDouble reading(Need need, TrialResult result) {
    if (result.ok()) {
      return need.of(result);
    }
    if (result.category() == FailureCategory.OUT_OF_MEMORY && need == Need.MEMORY_GIGABYTES) {
      return need.of(result);
    }
    boolean late = result.category() == FailureCategory.TIMEOUT;
    return late && (need == Need.TOTAL_SECONDS || need == Need.TRAIN_SECONDS)
        ? elapsed(need, result)
        : OptionalDouble.empty();
  }

  /** Returns the wall seconds that a row took, or had taken when it was cut off. */
  static OptionalDouble seconds(TrialResult result) {
    return reading(Need.TOTAL_SECONDS, result);
  }

  private static OptionalDouble elapsed(Need need, TrialResult result) {
    OptionalDouble measured = need.of(result);
    if (measured.isPresent()
        || result.provenance().startedAt() == null
        || result.provenance().finishedAt() == null) {
      return measured;
    }
    long millis =
        result.provenance().finishedAt().toEpochMilli()
            - result.provenance().startedAt().toEpochMilli();
    return millis > 0 ? OptionalDouble.of(millis / 1e3) : OptionalDouble.empty();
  }
}
