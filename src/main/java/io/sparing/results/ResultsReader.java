package io.sparing.results;

import io.sparing.trial.CurvePoint;
import io.sparing.trial.TrialResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads published results back into values. */
public final class ResultsReader {

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
   *
   * @throws IllegalArgumentException if a folder has no results, or a row has a name or value that
   *     this version does not know
   */
  public static List<TrialResult> read(SparkSession spark, Path... folders) {
    ResultsViews views = ResultsViews.open(spark, List.of(folders));
    Map<Key, List<CurvePoint>> curves = curves(views);
    return views
        .trials()
        .orderBy("sweep", "finished_at", "trial_id", "device")
        .collectAsList()
        .stream()
        .map(row -> TrialsTable.fromRow(row, curves.getOrDefault(Key.of(row), List.of())))
        .toList();
  }

  private static Map<Key, List<CurvePoint>> curves(ResultsViews views) {
    Map<Key, List<CurvePoint>> curves = new HashMap<>();
    for (Row row : views.curves().orderBy("step", "seconds").collectAsList()) {
      curves.computeIfAbsent(Key.of(row), key -> new ArrayList<>()).add(CurvesTable.fromRow(row));
    }
    return curves;
  }
}
