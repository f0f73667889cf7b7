package io.sparing.results;

import io.sparing.trial.CurvePoint;
import io.sparing.trial.TrialResult;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Reads the views of published results back into values, through Spark. */
final class ResultsReader {

  private ResultsReader() {}

  /** What names a trial's rows. */
  private record Key(String sweep, String trialId, String device) {
    static Key of(Row row) {
      return new Key(row.getAs("sweep"), row.getAs("trial_id"), row.getAs("device"));
    }
  }

  /**
   * Reads the results of one or more folders, each trial of a sweep once a device as in {@link
   * ResultsViews}, with their curves, ordered by sweep, end, id and device.
   */
  static List<TrialResult> read(SparkSession spark, Path... folders) {
    ResultsViews views = ResultsViews.open(spark, List.of(folders));
    Map<Key, List<CurvePoint>> curves = curves(views);
    return views
        .trials()
        .orderBy("sweep", "finished_at", "trial_id", "device")
        .collectAsList()
        .stream()
        .map(row -> TrialRows.read(cells(row), curves.getOrDefault(Key.of(row), List.of())))
        .toList();
  }

  /** Reads a row of the table of trials, whose curve is in another table. */
  static TrialResult trial(Row row) {
    return TrialRows.read(cells(row), List.of());
  }

  /** Returns the cells of a row that knows its schema. */
  static Cells cells(Row row) {
    return new Cells(
        ColumnNames.unknown(List.of(row.schema().fieldNames())), column -> value(row, column));
  }

  private static Object value(Row row, String column) {
    Option<Object> index = row.schema().getFieldIndex(column);
    if (index.isEmpty()) {
      return null;
    }
    Object cell = row.get((Integer) index.get());
    if (cell instanceof Seq<?> list) {
      return List.copyOf(CollectionConverters.asJava(list));
    }
    // Spark's old date classes and its new ones both occur.
    return cell instanceof Timestamp moment ? moment.toInstant() : cell;
  }

  private static Map<Key, List<CurvePoint>> curves(ResultsViews views) {
    Map<Key, List<CurvePoint>> curves = new HashMap<>();
    for (Row row : views.curves().orderBy("step", "seconds").collectAsList()) {
      Cells cells = cells(row);
      CurvePoint point =
          new CurvePoint(
              cells.integer("step"),
              number(cells, "epoch"),
              number(cells, "seconds"),
              number(cells, "train_loss"),
              cells.number("validation_accuracy"));
      curves.computeIfAbsent(Key.of(row), key -> new ArrayList<>()).add(point);
    }
    return curves;
  }

  private static double number(Cells cells, String column) {
    Double number = cells.number(column);
    return number == null ? 0 : number;
  }
}
