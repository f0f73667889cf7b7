package io.sparing.results;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Publishes for tests as a sweep does. */
public final class Publishing {

  private Publishing() {}

  /** Publishes results as a segment of Parquet files. */
  public static PublishedSegment publish(
      SparkSession spark, Path folder, List<StoredResult> results, String sweep, String segment)
      throws IOException {
    Files.createDirectories(folder);
    return new ResultsStore(folder)
        .publish(new SparkSegments(spark), results, sweep, segment, Guard.NONE);
  }

  /** The same where no reader looks. */
  static StagedSegment stage(
      SparkSession spark, Path folder, List<StoredResult> results, String sweep, String segment)
      throws IOException {
    Files.createDirectories(folder);
    return new ResultsStore(folder)
        .stage(new SparkSegments(spark), results, sweep, segment, Guard.NONE);
  }
}
