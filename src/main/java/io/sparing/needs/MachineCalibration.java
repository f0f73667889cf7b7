package io.sparing.needs;

import io.sparing.measure.Metric;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the {@link CalibrationTrials} took on a machine.
 *
 * @param machine on which they ran
 * @param host name of the machine; empty where unknown
 * @param cores that its processes may use; 0 where unknown
 * @param memoryGigabytes that were free, GB of 10^9 bytes
 * @param build commit of the sources that ran them; empty where unknown
 * @param measuredAt when the last of them ended
 * @param results folder with their rows, as a sweep writes it
 * @param trials those that ended well, in the order in which they ran
 */
public record MachineCalibration(
    Machine machine,
    String host,
    int cores,
    double memoryGigabytes,
    String build,
    Instant measuredAt,
    String results,
    List<Trial> trials) {

  /** What is kept for people beside the needs. */
  private static final List<Metric> SHOWN =
      List.of(
          Metric.LATENCY_P50,
          Metric.LATENCY_P95,
          Metric.THROUGHPUT,
          Metric.STEP_MILLIS_ALONE,
          Metric.TRAIN_SECONDS_ALONE,
          Metric.PEAK_HOST_BYTES,
          Metric.PEAK_DEVICE_BYTES);

  /**
   * A calibration trial.
   *
   * @param id of its spec
   * @param label its name for people
   * @param needs that it had, each in its unit
   * @param measured further columns of its row
   */
  public record Trial(
      String id, String label, Map<Need, Double> needs, Map<Metric, Double> measured) {

    /** Copies the maps. */
    public Trial {
      Map<Need, Double> sorted = new EnumMap<>(Need.class);
      sorted.putAll(needs);
      needs = Collections.unmodifiableMap(sorted);
      Map<Metric, Double> columns = new EnumMap<>(Metric.class);
      columns.putAll(measured);
      measured = Collections.unmodifiableMap(columns);
    }

    private static Trial of(TrialResult row) {
      Map<Need, Double> needs = new EnumMap<>(Need.class);
      for (Need need : NeedsReference.COMPARED) {
        need.of(row).ifPresent(value -> needs.put(need, value));
      }
      Map<Metric, Double> measured = new EnumMap<>(Metric.class);
      for (Metric metric : SHOWN) {
        row.measurements().find(metric).ifPresent(value -> measured.put(metric, value));
      }
      return new Trial(row.spec().id(), named(row.spec()), needs, measured);
    }
  }

  private static String named(TrialSpec spec) {
    return spec.training()
        .map(training -> "%s · batch %d".formatted(spec.label(), training.batchSize()))
        .orElse(spec.label());
  }

  /** Copies the list. */
  public MachineCalibration {
    trials = List.copyOf(trials);
  }

  /**
   * Reads the rows of calibration trials; other rows and those that failed are left out.
   *
   * @param memoryGigabytes that the machine has free
   * @param results folder that holds the rows
   * @throws IllegalArgumentException if no calibration trial ended well, or they are of several
   *     machines
   */
  public static MachineCalibration of(
      List<TrialResult> rows, double memoryGigabytes, String results) {
    List<TrialResult> own =
        rows.stream().filter(row -> row.ok() && CalibrationTrials.has(row.spec().id())).toList();
    List<Machine> machines = own.stream().map(Machine::of).distinct().toList();
    if (machines.size() != 1) {
      throw new IllegalArgumentException(
          "Cannot calibrate by %d calibration trials of %d machines%s; expected trials of one; run"
                  .formatted(own.size(), machines.size(), results.isEmpty() ? "" : " in " + results)
              + " ./submit.sh calibrate there");
    }
    Provenance from = own.get(own.size() - 1).provenance();
    return new MachineCalibration(
        machines.get(0),
        from.host(),
        from.processor().cores(),
        memoryGigabytes,
        from.build().commit(),
        own.stream()
            .map(row -> row.provenance().finishedAt())
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH),
        results,
        own.stream().map(Trial::of).toList());
  }
}
