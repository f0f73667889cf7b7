package io.sparing.results;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Writes segments as Parquet with Spark.
 *
 * @param spark a session; its executors must see the results folder under the same path
 */
public record SparkSegments(SparkSession spark) implements SegmentFormat {

  @Override
  public PublishedSegment write(List<StoredResult> results, String sweep, Path staging)
      throws IOException {
    List<Row> trials = results.stream().map(result -> TrialsTable.toRow(result, sweep)).toList();
    List<Row> curves =
        results.stream().flatMap(result -> CurvesTable.toRows(result, sweep).stream()).toList();
    List<Row> decisions =
        results.stream().flatMap(result -> DecisionsTable.toRows(result, sweep).stream()).toList();
    Path decided = staging.resolve(ResultsStore.DECISIONS);
    return new PublishedSegment(
        write(trials, TrialsTable.schema(), staging.resolve(ResultsStore.TRIALS)),
        write(curves, CurvesTable.schema(), staging.resolve(ResultsStore.CURVES)),
        decisions.isEmpty() ? decided : write(decisions, DecisionsTable.schema(), decided));
  }

  /** Writes with a session of its own, so that the caller's settings stay as they are. */
  private Path write(List<Row> rows, StructType schema, Path folder) throws IOException {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    try {
      session.createDataFrame(rows, schema).coalesce(1).write().parquet(SparkPaths.literal(folder));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new IOException("Spark failed to write " + folder, e);
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> parts =
            files
                .filter(file -> file.getFileName().toString().matches("part-.*\\.parquet"))
                .toList();
        if (parts.size() == 1) {
          return parts.get(0);
        }
      }
    }
    throw new IOException(
        "Spark left no file in %s; executors on other machines need a results".formatted(folder)
            + " folder that they share with the driver");
  }
}
