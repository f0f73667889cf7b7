package io.sparing.results;

import com.google.gson.JsonArray;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The {@code curves} table: one row a point of a trial's learning curve. */
public final class CurvesTable {

  private static final PartsTable<CurvePoint> TABLE =
      new PartsTable<>(
          "curve",
          List.of(
              new Column<>("step", DataTypes.LongType, "optimizer steps so far", CurvePoint::step),
              number("epoch", "passes over the rows so far", CurvePoint::epoch),
              number("seconds", "training seconds so far", CurvePoint::seconds),
              number(
                  "train_loss",
                  "mean training loss since the last point, nats",
                  CurvePoint::trainLoss),
              number(
                  "validation_accuracy",
                  "accuracy on the validation split, 0 to 1",
                  CurvePoint::validationScore)),
          TrialResult::curve);

  private CurvesTable() {}

  /** Returns the columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return TABLE.schema();
  }

  /** Returns one row for each point of the result's curve, oldest first. */
  public static List<Row> toRows(StoredResult stored, String sweep) {
    return TABLE.toRows(stored, sweep);
  }

  /** Returns whether the table has a column for all that a curve's JSON holds. */
  static boolean holds(JsonArray curve) {
    return TABLE.holds(curve);
  }

  private static Column<CurvePoint> number(
      String name, String description, Function<CurvePoint, Object> value) {
    return new Column<>(name, DataTypes.DoubleType, description, value);
  }
}
