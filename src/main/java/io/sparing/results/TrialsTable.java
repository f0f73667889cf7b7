package io.sparing.results;

import io.sparing.adapt.Parameter;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Settings;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpecParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The {@code trials} table: one row a trial. Its columns are the trial's id and sweep, every
 * setting, how it ended, every metric, the raw latencies and the provenance; they follow from
 * {@link Settings} and {@link Metric}, so a new strategy parameter or metric is a new column and
 * changes nothing here. What does not apply or was not measured is null.
 */
public final class TrialsTable {

  /** The columns that a result's JSON has a place for. */
  private static final List<Column<Source>> STORED = stored();

  private static final List<Column<Source>> COLUMNS = columns();
  private static final StructType SCHEMA = Column.schema(COLUMNS);

  private TrialsTable() {}

  /** What a row is made of; the settings are worked out once for all their columns. */
  private record Source(
      StoredResult stored, String sweep, Map<String, Object> settings, RawResult raw) {

    static Source of(StoredResult stored, String sweep) {
      Map<String, Object> settings =
          stored.result().map(result -> TrialSpecParser.toSettings(result.spec())).orElse(null);
      return new Source(stored, sweep, settings, RawResult.of(stored, STORED));
    }

    /** Returns the cell of a result that is known, or else what its JSON has. */
    Object cell(String column, Function<TrialResult, Object> value) {
      return settings == null
          ? raw.cells().get(column)
          : value.apply(stored.result().orElseThrow());
    }
  }

  /** Returns the columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return SCHEMA;
  }

  /**
   * Returns the row of a result, all but its curve. Moments are cut to microseconds and whole
   * metrics rounded. Of a result that this version does not know in full the row has what fits its
   * columns.
   */
  public static Row toRow(StoredResult stored, String sweep) {
    return Column.row(COLUMNS, SCHEMA, Source.of(stored, sweep));
  }

  private static List<Column<Source>> columns() {
    List<Column<Source>> columns = new ArrayList<>(STORED);
    columns.add(
        1,
        new Column<>(ColumnNames.SWEEP, DataTypes.StringType, "name of the sweep", Source::sweep));
    columns.add(
        new Column<>(
            ColumnNames.VERSION,
            DataTypes.LongType,
            "which result of the trial in its ledger it is, from 1; the largest counts",
            source -> source.stored().version()));
    columns.add(
        new Column<>(
            ColumnNames.FORMAT,
            DataTypes.IntegerType,
            "format in which the result was written; null is 1",
            source -> source.stored().format()));
    columns.add(
        new Column<>(
            ColumnNames.UNKNOWN,
            DataTypes.StringType,
            "JSON of what a later version of Sparing wrote and this one has no column for",
            source -> source.raw().unknown()));
    return List.copyOf(columns);
  }

  private static List<Column<Source>> stored() {
    List<Column<Source>> columns = new ArrayList<>();
    columns.add(text(ColumnNames.TRIAL_ID, "hash of the trial's settings", TrialResult::id));
    Settings.all().forEach(setting -> columns.add(setting(setting)));
    columns.add(text("status", "how the trial ended", result -> result.status().name()));
    columns.add(
        text("failure_category", "why it failed; null if it did not", TrialsTable::category));
    columns.add(text("message", "one line for a person", TrialResult::message));
    for (Metric metric : Metric.values()) {
      columns.add(metric(metric));
    }
    columns.add(
        text(
            ColumnNames.NOTES,
            "JSON of metrics that need a word: how it was measured, or why it was not",
            result -> notes(result.measurements())));
    columns.add(
        column(
            "latency_samples_millis",
            DataTypes.createArrayType(DataTypes.DoubleType),
            "raw times to answer one text, milliseconds, in the order taken",
            result -> SparkCells.list(result.latencySamplesMillis())));
    ProvenanceColumns.COLUMNS.forEach(
        provenance ->
            columns.add(
                column(
                    provenance.name(),
                    provenance.type(),
                    provenance.description(),
                    result -> provenance.value().apply(result.provenance()))));
    return List.copyOf(columns);
  }

  private static Column<Source> column(
      String name, DataType type, String description, Function<TrialResult, Object> value) {
    return new Column<>(name, type, description, source -> source.cell(name, value));
  }

  private static Column<Source> text(
      String name, String description, Function<TrialResult, Object> value) {
    return column(name, DataTypes.StringType, description, value);
  }

  private static Column<Source> setting(Parameter parameter) {
    String name = parameter.name();
    return new Column<>(
        name,
        type(parameter.kind()),
        parameter.description(),
        source -> {
          Object value = source.cell(name, result -> source.settings().get(name));
          return value instanceof List<?> list ? SparkCells.list(list) : value;
        });
  }

  private static DataType type(Parameter.Kind kind) {
    return switch (kind) {
      case INTEGER -> DataTypes.LongType;
      case NUMBER -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case TEXT, REFERENCE, STACK -> DataTypes.StringType;
      case TEXTS -> DataTypes.createArrayType(DataTypes.StringType);
    };
  }

  private static Column<Source> metric(Metric metric) {
    return column(
        metric.column(),
        metric.whole() ? DataTypes.LongType : DataTypes.DoubleType,
        metric.description(),
        result -> {
          Double value = result.measurements().values().get(metric);
          return value != null && metric.whole() ? (Object) Math.round(value) : value;
        });
  }

  private static Object notes(Measurements measurements) {
    return measurements.notes().isEmpty() ? null : TrialResultParser.notes(measurements);
  }

  private static Object category(TrialResult result) {
    FailureCategory category = result.category();
    return category == null ? null : category.name();
  }
}
