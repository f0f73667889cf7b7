package io.sparing.results;

import com.google.gson.JsonArray;
import io.sparing.train.Decision;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The {@code decisions} table: one row for each thing that a trial's training changed, kept or took
 * up by itself.
 */
public final class DecisionsTable {

  private static final PartsTable<Decision> TABLE =
      new PartsTable<>(
          "decisions",
          List.of(
              whole("step", "optimizer steps so far", Decision::step),
              new Column<>(
                  "seconds", DataTypes.DoubleType, "training seconds so far", Decision::seconds),
              text("action", "what was done", decision -> decision.action().text()),
              whole(
                  "rows_before",
                  "rows of a forward and backward pass until then",
                  decision -> (long) decision.rowsBefore()),
              whole(
                  "rows_after",
                  "rows of a forward and backward pass from then on",
                  decision -> (long) decision.rowsAfter()),
              text("reason", "why, for a person", Decision::reason),
              whole("host_bytes", "resident bytes of the process", Decision::hostBytes),
              whole("device_bytes", "bytes of the GPU in use by all", Decision::deviceBytes),
              whole("limit_bytes", "what these were held against", Decision::limitBytes)),
          TrialResult::decisions);

  private DecisionsTable() {}

  /** Returns the columns in table order, each with its meaning and unit as the comment. */
  public static StructType schema() {
    return TABLE.schema();
  }

  /** Returns one row for each decision of the result, oldest first. */
  public static List<Row> toRows(StoredResult stored, String sweep) {
    return TABLE.toRows(stored, sweep);
  }

  /** Returns whether the table has a column for all that the decisions' JSON holds. */
  static boolean holds(JsonArray decisions) {
    return TABLE.holds(decisions);
  }

  private static Column<Decision> whole(
      String name, String description, Function<Decision, Object> value) {
    return new Column<>(name, DataTypes.LongType, description, value);
  }

  private static Column<Decision> text(
      String name, String description, Function<Decision, Object> value) {
    return new Column<>(name, DataTypes.StringType, description, value);
  }
}
