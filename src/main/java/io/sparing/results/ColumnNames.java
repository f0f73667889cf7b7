package io.sparing.results;

import io.sparing.adapt.Parameter;
import io.sparing.measure.Metric;
import io.sparing.trial.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the columns of the {@code trials} table. Needs no Spark. */
final class ColumnNames {

  static final String TRIAL_ID = "trial_id";
  static final String SWEEP = "sweep";
  static final String VERSION = "version";
  static final String FORMAT = "format_version";
  static final String UNKNOWN = "unknown";
  static final String NOTES = "measured_how";
  static final String DEVICE = "device";
  static final String FINISHED_AT = "finished_at";

  /** Those that say where the numbers come from. */
  static final Set<String> PROVENANCE =
      Set.of(
          "code_version",
          "jvm",
          "djl",
          "pytorch",
          "hardware",
          "host",
          "threads",
          DEVICE,
          "weights_sha256",
          "data_sha256",
          "lanes",
          "started_at",
          FINISHED_AT,
          "code_commit",
          "code_dirty",
          "processor",
          "vector_instructions",
          "cores",
          "gpu_name",
          "gpu_memory_bytes",
          "gpu_compute_capability",
          "gpu_driver",
          "gpu_uuid",
          "slots");

  private static final Set<String> OF_RESULT =
      Set.of(
          TRIAL_ID,
          "status",
          "failure_category",
          "message",
          NOTES,
          "latency_samples_millis",
          FORMAT);

  private static final Set<String> OF_LEDGER = Set.of(SWEEP, VERSION, UNKNOWN);

  private static final Set<String> ALL =
      Stream.of(
              Settings.all().stream().map(Parameter::name),
              Metric.columns().stream(),
              PROVENANCE.stream(),
              OF_RESULT.stream(),
              OF_LEDGER.stream())
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private ColumnNames() {}

  /** Returns all of them. */
  static Set<String> all() {
    return ALL;
  }

  /** Returns whether a column is called like a field of a result's JSON that is in no section. */
  static boolean ofResult(String field) {
    return OF_RESULT.contains(field);
  }

  /** Returns those of a file's columns whose name no column of this version has. */
  static List<String> unknown(Collection<String> columns) {
    return columns.stream().filter(column -> !ALL.contains(column)).toList();
  }

  /**
   * Returns the object in a result's JSON that has the column's value; empty for the result itself.
   */
  static String section(String column) {
    if (Settings.find(column).isPresent()) {
      return "spec";
    }
    if (PROVENANCE.contains(column)) {
      return "provenance";
    }
    return OF_RESULT.contains(column) || OF_LEDGER.contains(column) ? "" : "metrics";
  }
}
