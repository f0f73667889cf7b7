package io.sparing.results;

import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Publishes for tests as a sweep does. */
public final class Publishing {

  private Publishing() {}

  /** Publishes first results of trials as a segment of Parquet files. */
  public static PublishedSegment publish(
      SparkSession spark, Path folder, List<TrialResult> results, String sweep, String segment)
      throws IOException {
    Files.createDirectories(folder);
    return new ResultsStore(folder)
        .publish(new SparkSegments(spark), first(results), sweep, segment, Guard.NONE);
  }

  /** The same where no reader looks. */
  static StagedSegment stage(
      SparkSession spark, Path folder, List<TrialResult> results, String sweep, String segment)
      throws IOException {
    Files.createDirectories(folder);
    return new ResultsStore(folder)
        .stage(new SparkSegments(spark), first(results), sweep, segment, Guard.NONE);
  }

  /** Results that are the first of their trials. */
  static List<StoredResult> first(List<TrialResult> results) {
    return results.stream().map(result -> StoredResult.of(result, 1)).toList();
  }
}
