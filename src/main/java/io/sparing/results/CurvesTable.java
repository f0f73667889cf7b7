package io.sparing.results;

import io.sparing.trial.CurvePoint;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The {@code curves} table: one row a point of a trial's learning curve. */
public final class CurvesTable {

  private static final List<Column<Source>> COLUMNS =
      List.of(
          column("trial_id", DataTypes.StringType, "hash of the trial's settings", Source::trialId),
          column("sweep", DataTypes.StringType, "name of the sweep", Source::sweep),
          point("step", DataTypes.LongType, "optimizer steps so far", CurvePoint::step),
          point("epoch", DataTypes.DoubleType, "passes over the rows so far", CurvePoint::epoch),
          point("seconds", DataTypes.DoubleType, "training seconds so far", CurvePoint::seconds),
          point(
              "train_loss",
              DataTypes.DoubleType,
              "mean training loss since the last point, nats",
              CurvePoint::trainLoss),
          point(
              "validation_accuracy",
              DataTypes.DoubleType,
              "accuracy on the validation split, 0 to 1",
              CurvePoint::validationAccuracy));

  private static final StructType SCHEMA = Column.schema(COLUMNS);

  private CurvesTable() {}

  private record Source(String trialId, String sweep, CurvePoint point) {}

  /** The columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return SCHEMA;
  }

  /** One row for each point of the result's curve, oldest first. */
  public static List<Row> toRows(TrialResult result, String sweep) {
    String trialId = result.id();
    return result.curve().stream()
        .map(point -> Column.row(COLUMNS, SCHEMA, new Source(trialId, sweep, point)))
        .toList();
  }

  /** The point of a row; a number that the row lacks is 0, an accuracy null. */
  static CurvePoint fromRow(Row row) {
    Cells cells = SparkCells.of(row);
    return new CurvePoint(
        cells.integer("step"),
        number(cells, "epoch"),
        number(cells, "seconds"),
        number(cells, "train_loss"),
        cells.number("validation_accuracy"));
  }

  private static double number(Cells cells, String column) {
    Double number = cells.number(column);
    return number == null ? 0 : number;
  }

  private static Column<Source> point(
      String name, DataType type, String description, Function<CurvePoint, Object> value) {
    return column(name, type, description, source -> value.apply(source.point()));
  }

  private static Column<Source> column(
      String name, DataType type, String description, Function<Source, Object> value) {
    return new Column<>(name, type, description, value);
  }
}
