package io.sparing.needs;

import io.sparing.measure.Percentiles;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A machine on which needs were measured, with what its rows say that the {@link CalibrationTrials}
 * need there: what another machine takes for them says how the two compare.
 *
 * @param machine on which most rows of its kind of device were measured
 * @param rows how many of them
 * @param calibration needs of calibration trials by the trial's id; without those that no row tells
 */
public record NeedsReference(
    Machine machine, int rows, SortedMap<String, Map<Need, Interval>> calibration) {

  /** What calibrations compare. */
  static final List<Need> COMPARED =
      List.of(
          Need.LATENCY_MILLIS,
          Need.MEMORY_GIGABYTES,
          Need.TRAIN_SECONDS,
          Need.DEVICE_SECONDS,
          Need.ANSWER_DEVICE_SECONDS);

  /** How far readings of one trial lie from their median, in logarithms. */
  private static final double A_READING = 0.05;

  /** Copies the maps. */
  public NeedsReference {
    SortedMap<String, Map<Need, Interval>> copy = new TreeMap<>();
    calibration.forEach(
        (id, needs) -> {
          Map<Need, Interval> sorted = new EnumMap<>(Need.class);
          sorted.putAll(needs);
          copy.put(id, Collections.unmodifiableMap(sorted));
        });
    calibration = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Returns what rows say of a machine: of a calibration trial that ran there the median of its
   * readings, of others what a model foresees that knows the data sets of the rows.
   *
   * @param results rows of any machines
   */
  public static NeedsReference of(List<TrialResult> results, Machine machine) {
    List<TrialResult> own =
        results.stream().filter(row -> row.ok() && Machine.of(row).equals(machine)).toList();
    NeedsModel model = NeedsTable.ofData(results).fit();
    SortedMap<String, Map<Need, Interval>> calibration = new TreeMap<>();
    for (TrialSpec trial : CalibrationTrials.of(DeviceKind.find(machine.device()))) {
      Map<Need, Interval> needs = new EnumMap<>(Need.class);
      for (Need need : COMPARED) {
        measured(own, trial.id(), need)
            .or(() -> model.predict(need, Workload.of(trial), machine))
            .filter(interval -> interval.estimate() > 0)
            .ifPresent(interval -> needs.put(need, interval));
      }
      if (!needs.isEmpty()) {
        calibration.put(trial.id(), needs);
      }
    }
    return new NeedsReference(machine, own.size(), calibration);
  }

  private static Optional<Interval> measured(List<TrialResult> rows, String id, Need need) {
    List<Double> readings =
        rows.stream()
            .filter(row -> row.spec().id().equals(id))
            .map(need::of)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    return readings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Interval(1, 1, 1).times(Percentiles.of(readings, 50), A_READING));
  }
}
