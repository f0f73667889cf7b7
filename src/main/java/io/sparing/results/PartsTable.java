package io.sparing.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
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

/**
 * A table with a row for each element of a list that a trial's result has, beside what tells the
 * run of the trial.
 *
 * @param <T> such an element
 */
final class PartsTable<T> {

  private final String field;
  private final List<Column<T>> own;
  private final Function<TrialResult, List<T>> parts;
  private final List<Column<Source>> columns;
  private final StructType schema;

  /**
   * Makes a table.
   *
   * @param field of a result's JSON with the list
   * @param own columns of an element, which its JSON has as fields
   * @param parts the list
   */
  PartsTable(String field, List<Column<T>> own, Function<TrialResult, List<T>> parts) {
    this.field = field;
    this.own = List.copyOf(own);
    this.parts = parts;
    this.columns = columns();
    this.schema = Column.schema(columns);
  }

  /** What the rows of one result have in common. */
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

  private record Source(Run run, Map<String, Object> part) {}

  StructType schema() {
    return schema;
  }

  /** Returns one row for each element, in their order. */
  List<Row> toRows(StoredResult stored, String sweep) {
    Run run = Run.of(stored, sweep);
    return cells(stored).stream()
        .map(part -> Column.row(columns, schema, new Source(run, part)))
        .toList();
  }

  /** Returns whether the table has a column for all that the list's JSON holds. */
  boolean holds(JsonArray list) {
    return list.asList().stream()
        .allMatch(part -> part instanceof JsonObject fields && holds(fields));
  }

  private boolean holds(JsonObject part) {
    return part.size()
        == own.stream()
            .filter(column -> JsonCells.find(part, column.name(), column.type()) != null)
            .count();
  }

  /** Returns the cells of each element, by column. */
  private List<Map<String, Object>> cells(StoredResult stored) {
    if (stored.result().isPresent()) {
      return parts.apply(stored.result().get()).stream()
          .map(part -> cells(column -> column.value().apply(part)))
          .toList();
    }
    List<Map<String, Object>> all = new ArrayList<>();
    if (stored.raw().get(field) instanceof JsonArray list) {
      for (JsonElement part : list) {
        if (part instanceof JsonObject from) {
          all.add(cells(column -> JsonCells.find(from, column.name(), column.type())));
        }
      }
    }
    return all;
  }

  private Map<String, Object> cells(Function<Column<T>, Object> value) {
    Map<String, Object> cells = new HashMap<>();
    own.forEach(column -> cells.put(column.name(), value.apply(column)));
    return cells;
  }

  private List<Column<Source>> columns() {
    List<Column<Source>> all = new ArrayList<>();
    all.add(
        text(
            ColumnNames.TRIAL_ID,
            "hash of the trial's settings",
            source -> source.run().trialId()));
    all.add(text(ColumnNames.SWEEP, "name of the sweep", source -> source.run().sweep()));
    own.forEach(
        column ->
            all.add(
                new Column<>(
                    column.name(),
                    column.type(),
                    column.description(),
                    source -> source.part().get(column.name()))));
    all.add(
        new Column<>(
            ColumnNames.VERSION,
            DataTypes.LongType,
            "which result of the trial in its ledger it is, from 1; the largest counts",
            source -> source.run().version()));
    all.add(text(ColumnNames.DEVICE, "cpu or gpu", source -> source.run().device()));
    all.add(
        new Column<>(
            ColumnNames.FINISHED_AT,
            DataTypes.TimestampType,
            "when the trial ended",
            source -> source.run().end()));
    return List.copyOf(all);
  }

  private static <S> Column<S> text(String name, String description, Function<S, Object> value) {
    return new Column<>(name, DataTypes.StringType, description, value);
  }
}
