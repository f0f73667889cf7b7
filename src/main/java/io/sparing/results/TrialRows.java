package io.sparing.results;

import io.sparing.adapt.Parameter;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.Build;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import io.sparing.trial.Provenance;
import io.sparing.trial.Settings;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows of the {@code trials} table, which {@link TrialsTable} makes. Needs no Spark. */
final class TrialRows {

  private static final List<Parameter> SETTINGS = Settings.all();

  private TrialRows() {}

  /**
   * Returns the result that a row holds.
   *
   * @param cells of a row; a setting that is null takes the value that means as before it existed,
   *     or its default
   * @param curve of the trial, which is in another table
   * @throws IllegalArgumentException if a value, a column with a value or the format is unknown, or
   *     a setting without default is missing
   */
  static TrialResult read(Cells cells, List<CurvePoint> curve) {
    TrialResultParser.checkFormat(Math.toIntExact(cells.integer(ColumnNames.FORMAT)));
    Cells all = CarriedFields.with(cells);
    TrialResult result = result(all, curve);
    checkKnown(all);
    return result;
  }

  /** Refuses a row with something that this version has no column for: it may be a setting. */
  private static void checkKnown(Cells cells) {
    List<String> names =
        cells.unknown().stream().filter(name -> cells.value(name) != null).sorted().toList();
    if (!names.isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown column: %s; a later version of Sparing wrote it"
              .formatted(String.join(", ", names)));
    }
  }

  private static TrialResult result(Cells cells, List<CurvePoint> curve) {
    Status status = Status.find(cells.text("status"));
    return new TrialResult(
        cells.text(ColumnNames.TRIAL_ID),
        spec(cells),
        status,
        category(cells, status),
        cells.text("message"),
        measurements(cells),
        cells.numbers("latency_samples_millis"),
        curve,
        List.of(),
        provenance(cells));
  }

  private static FailureCategory category(Cells cells, Status status) {
    String name = cells.text("failure_category");
    if (name.isEmpty()) {
      return status == Status.FAILED ? FailureCategory.ERROR : null;
    }
    return FailureCategory.find(name);
  }

  private static TrialSpec spec(Cells cells) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (Parameter parameter : SETTINGS) {
      Object value = cells.value(parameter.name());
      if (value != null) {
        settings.put(parameter.name(), value);
      }
    }
    return TrialSpecParser.fromStored(settings);
  }

  private static Measurements measurements(Cells cells) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      Double value = cells.number(metric.column());
      if (value != null) {
        values.put(metric, value);
      }
    }
    String notes = cells.text(ColumnNames.NOTES);
    return new Measurements(values, notes.isEmpty() ? Map.of() : TrialResultParser.notes(notes));
  }

  /** Reads the provenance. Without a value a text is empty, a number 0, a moment null. */
  private static Provenance provenance(Cells cells) {
    return new Provenance(
        cells.text("code_version"),
        cells.text("jvm"),
        cells.text("djl"),
        cells.text("pytorch"),
        cells.text("hardware"),
        cells.text("host"),
        Math.toIntExact(cells.integer("threads")),
        cells.text("device"),
        cells.text("weights_sha256"),
        cells.text("data_sha256"),
        Math.toIntExact(cells.integer("lanes")),
        cells.instant("started_at"),
        cells.instant("finished_at"),
        new Build(cells.text("code_commit"), Boolean.TRUE.equals(cells.value("code_dirty"))),
        new Processor(
            cells.text("processor"),
            cells.text("vector_instructions"),
            Math.toIntExact(cells.integer("cores"))),
        new GpuModel(
            cells.text("gpu_name"),
            cells.integer("gpu_memory_bytes"),
            cells.text("gpu_compute_capability"),
            cells.text("gpu_driver"),
            cells.text("gpu_uuid")),
        Math.toIntExact(cells.integer("slots")));
  }
}
