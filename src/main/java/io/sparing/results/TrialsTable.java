package io.sparing.results;

import io.sparing.adapt.Parameter;
import io.sparing.measure.Metric;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Settings;
import io.sparing.trial.TrialResult;
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

  private static final List<Column<Source>> COLUMNS = columns();
  private static final StructType SCHEMA = Column.schema(COLUMNS);

  private TrialsTable() {}

  /** What a row is made of; the settings are worked out once for all their columns. */
  private record Source(TrialResult result, String sweep, Map<String, Object> settings) {}

  /** The columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return SCHEMA;
  }

  /**
   * The row of a result, all but its curve. Moments are cut to microseconds and whole metrics
   * rounded.
   */
  public static Row toRow(TrialResult result, String sweep) {
    Map<String, Object> settings = TrialSpecParser.toSettings(result.spec());
    return Column.row(COLUMNS, SCHEMA, new Source(result, sweep, settings));
  }

  /**
   * Reads what {@link #toRow} wrote; the curve, which is in another table, is empty.
   *
   * @param row with its schema; columns that it lacks read as null, and a setting that is null
   *     takes its default
   * @throws IllegalArgumentException if a value is unknown or a setting without default is missing;
   *     the message names the trial
   */
  public static TrialResult fromRow(Row row) {
    return fromRow(row, List.of());
  }

  /** As {@link #fromRow(Row)}, with the points of the trial's curve. */
  static TrialResult fromRow(Row row, List<CurvePoint> curve) {
    Cells cells = SparkCells.of(row);
    try {
      return TrialRows.read(cells, curve);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot read trial %s of sweep %s: %s"
              .formatted(cells.text("trial_id"), cells.text("sweep"), e.getMessage()),
          e);
    }
  }

  private static List<Column<Source>> columns() {
    List<Column<Source>> columns = new ArrayList<>();
    columns.add(text("trial_id", "hash of the trial's settings", s -> s.result().id()));
    columns.add(text("sweep", "name of the sweep", Source::sweep));
    Settings.all().forEach(setting -> columns.add(setting(setting)));
    columns.add(text("status", "how the trial ended", s -> s.result().status().name()));
    columns.add(
        text("failure_category", "why it failed; null if it did not", TrialsTable::category));
    columns.add(text("message", "one line for a person", s -> s.result().message()));
    for (Metric metric : Metric.values()) {
      columns.add(metric(metric));
    }
    columns.add(
        new Column<>(
            "latency_samples_millis",
            DataTypes.createArrayType(DataTypes.DoubleType),
            "raw times to answer one text, milliseconds, in the order taken",
            s -> SparkCells.list(s.result().latencySamplesMillis())));
    ProvenanceColumns.COLUMNS.forEach(
        column ->
            columns.add(
                new Column<>(
                    column.name(),
                    column.type(),
                    column.description(),
                    s -> column.value().apply(s.result().provenance()))));
    return List.copyOf(columns);
  }

  private static Column<Source> text(
      String name, String description, Function<Source, Object> value) {
    return new Column<>(name, DataTypes.StringType, description, value);
  }

  private static Column<Source> setting(Parameter parameter) {
    return new Column<>(
        parameter.name(),
        type(parameter.kind()),
        parameter.description(),
        source -> {
          Object value = source.settings().get(parameter.name());
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
    return new Column<>(
        metric.column(),
        metric.whole() ? DataTypes.LongType : DataTypes.DoubleType,
        metric.description(),
        source -> {
          Double value = source.result().measurements().values().get(metric);
          return value != null && metric.whole() ? (Object) Math.round(value) : value;
        });
  }

  private static Object category(Source source) {
    FailureCategory category = source.result().category();
    return category == null ? null : category.name();
  }
}
