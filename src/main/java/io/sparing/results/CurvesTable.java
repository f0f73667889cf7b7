package io.sparing.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.StoredResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The {@code curves} table: one row a point of a trial's learning curve. */
public final class CurvesTable {

  private static final List<Column<CurvePoint>> POINT =
      List.of(
          new Column<>("step", DataTypes.LongType, "optimizer steps so far", CurvePoint::step),
          number("epoch", "passes over the rows so far", CurvePoint::epoch),
          number("seconds", "training seconds so far", CurvePoint::seconds),
          number(
              "train_loss", "mean training loss since the last point, nats", CurvePoint::trainLoss),
          number(
              "validation_accuracy",
              "accuracy on the validation split, 0 to 1",
              CurvePoint::validationScore));

  private static final List<Column<Source>> COLUMNS = columns();
  private static final StructType SCHEMA = Column.schema(COLUMNS);

  private CurvesTable() {}

  /** What the rows of one curve have in common. */
  private record Run(String trialId, String sweep, long version, String device, Instant end) {
    static Run of(StoredResult stored, String sweep) {
      Instant end = stored.finishedAt();
      return new Run(
          stored.id(),
          sweep,
          stored.version(),
          stored.device(),
          end == null ? null : end.truncatedTo(ChronoUnit.MICROS));
    }
  }

  private record Source(Run run, Map<String, Object> point) {}

  /** Returns the columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return SCHEMA;
  }

  /** Returns one row for each point of the result's curve, oldest first. */
  public static List<Row> toRows(StoredResult stored, String sweep) {
    Run run = Run.of(stored, sweep);
    return points(stored).stream()
        .map(point -> Column.row(COLUMNS, SCHEMA, new Source(run, point)))
        .toList();
  }

  /** Returns whether the table has a column for all that a curve's JSON holds. */
  static boolean holds(JsonArray curve) {
    return curve.asList().stream()
        .allMatch(point -> point instanceof JsonObject fields && holds(fields));
  }

  private static boolean holds(JsonObject point) {
    return point.size()
        == POINT.stream()
            .filter(column -> JsonCells.find(point, column.name(), column.type()) != null)
            .count();
  }

  /** Returns the cells of each point, by column. */
  private static List<Map<String, Object>> points(StoredResult stored) {
    if (stored.result().isPresent()) {
      return stored.result().get().curve().stream()
          .map(point -> cells(column -> column.value().apply(point)))
          .toList();
    }
    List<Map<String, Object>> points = new ArrayList<>();
    if (stored.raw().get("curve") instanceof JsonArray curve) {
      for (JsonElement point : curve) {
        if (point instanceof JsonObject from) {
          points.add(cells(column -> JsonCells.find(from, column.name(), column.type())));
        }
      }
    }
    return points;
  }

  private static Map<String, Object> cells(Function<Column<CurvePoint>, Object> value) {
    Map<String, Object> cells = new HashMap<>();
    POINT.forEach(column -> cells.put(column.name(), value.apply(column)));
    return cells;
  }

  private static List<Column<Source>> columns() {
    List<Column<Source>> columns = new ArrayList<>();
    columns.add(
        text(
            ColumnNames.TRIAL_ID,
            "hash of the trial's settings",
            source -> source.run().trialId()));
    columns.add(text(ColumnNames.SWEEP, "name of the sweep", source -> source.run().sweep()));
    POINT.forEach(
        column ->
            columns.add(
                new Column<>(
                    column.name(),
                    column.type(),
                    column.description(),
                    source -> source.point().get(column.name()))));
    columns.add(
        new Column<>(
            ColumnNames.VERSION,
            DataTypes.LongType,
            "which result of the trial in its ledger it is, from 1; the largest counts",
            source -> source.run().version()));
    columns.add(text(ColumnNames.DEVICE, "cpu or gpu", source -> source.run().device()));
    columns.add(
        new Column<>(
            ColumnNames.FINISHED_AT,
            DataTypes.TimestampType,
            "when the trial ended",
            source -> source.run().end()));
    return List.copyOf(columns);
  }

  private static Column<CurvePoint> number(
      String name, String description, Function<CurvePoint, Object> value) {
    return new Column<>(name, DataTypes.DoubleType, description, value);
  }

  private static Column<Source> text(
      String name, String description, Function<Source, Object> value) {
    return new Column<>(name, DataTypes.StringType, description, value);
  }
}
