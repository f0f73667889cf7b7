package io.sparing.results;

import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A results folder: flat folders {@code trials} and {@code curves} of Parquet files, one file a
 * segment, which plain Spark, DuckDB and pandas read. A segment appears whole or not at all and
 * never replaces another. What is being written lies in folders named {@code _publish-…} beside the
 * tables, where no reader looks.
 *
 * @param folder need not exist yet; executors must see it under the same path
 */
public record ResultsStore(Path folder) {

  static final String TRIALS = ResultsFolders.TRIALS;
  static final String CURVES = "curves";
  private static final String SUFFIX = ResultsFolders.SUFFIX;
  private static final String STAGING = "_publish-";

  /** Makes the path absolute. */
  public ResultsStore {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Publishes results as a new segment of both tables. Of results with the same trial id the last
   * to finish is kept. A segment of which only the curves were published, because the machine
   * stopped between the two files, shows no rows in the views, but its name is taken.
   *
   * @param results at least one
   * @param sweep name of the sweep they belong to
   * @param segment the files' name: letters, digits and {@code . _ -}, a letter or digit first
   * @throws SegmentExistsException if there is a segment of that name; nothing was changed
   * @throws IllegalArgumentException if the name is not like that or there are no results
   * @throws IOException if a file cannot be written; no row of the segment is visible
   */
  public PublishedSegment publish(
      SparkSession spark, List<TrialResult> results, String sweep, String segment)
      throws IOException {
    try (StagedSegment staged = stage(spark, results, sweep, segment)) {
      return staged.publish();
    }
  }

  /** Names of the published segments, sorted. Empty if there are none. */
  public List<String> segments() throws IOException {
    return ResultsFolders.trials(folder).stream()
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .sorted()
        .toList();
  }

  /** When the newest segment was written; the distant past if there is none. */
  public Instant lastPublished() throws IOException {
    Instant last = Instant.MIN;
    for (Path file : ResultsFolders.trials(folder)) {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      last = written.isAfter(last) ? written : last;
    }
    return last;
  }

  /**
   * Deletes what publishing drivers that were killed left half-written. Only for the owner of the
   * folder: it would take a running driver's files away.
   */
  public void deleteAbandoned() throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, STAGING + "*")) {
      for (Path staging : left) {
        StagedSegment.delete(staging);
      }
    }
  }

  /** Writes both files of a segment where no reader looks. */
  StagedSegment stage(SparkSession spark, List<TrialResult> results, String sweep, String segment)
      throws IOException {
    PublishedSegment target = target(segment);
    if (results.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot publish segment %s of sweep %s without results".formatted(segment, sweep));
    }
    Collection<TrialResult> latest = latest(results);
    List<Row> trials = latest.stream().map(result -> TrialsTable.toRow(result, sweep)).toList();
    List<Row> curves =
        latest.stream().flatMap(result -> CurvesTable.toRows(result, sweep).stream()).toList();
    Path staging = folder.resolve(STAGING + UUID.randomUUID());
    try {
      return new StagedSegment(
          staging,
          write(spark, trials, TrialsTable.schema(), staging.resolve(TRIALS)),
          write(spark, curves, CurvesTable.schema(), staging.resolve(CURVES)),
          target);
    } catch (IOException | RuntimeException e) {
      StagedSegment.delete(staging);
      throw e;
    }
  }

  /** Refuses a taken name early; the publishing itself refuses it for certain. */
  private PublishedSegment target(String segment) throws IOException {
    if (!segment.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "Invalid segment name: %s; expected letters, digits and . _ -, a letter or digit first"
              .formatted(segment));
    }
    PublishedSegment target =
        new PublishedSegment(
            folder.resolve(TRIALS).resolve(segment + SUFFIX),
            folder.resolve(CURVES).resolve(segment + SUFFIX));
    for (Path file : List.of(target.trials(), target.curves())) {
      if (Files.exists(file)) {
        throw new SegmentExistsException(file);
      }
    }
    return target;
  }

  private static Collection<TrialResult> latest(List<TrialResult> results) {
    Map<String, TrialResult> byId = new LinkedHashMap<>();
    results.stream()
        .sorted(
            Comparator.comparing(
                result -> result.provenance().finishedAt(),
                Comparator.nullsFirst(Comparator.naturalOrder())))
        .forEach(result -> byId.put(result.id(), result));
    return byId.values();
  }

  /** Writes with a session of its own, so that the caller's settings stay as they are. */
  private static Path write(SparkSession spark, List<Row> rows, StructType schema, Path staging)
      throws IOException {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    session.createDataFrame(rows, schema).coalesce(1).write().parquet(SparkPaths.literal(staging));
    if (Files.isDirectory(staging)) {
      try (Stream<Path> files = Files.list(staging)) {
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
        "Failed to write %s: Spark left no file there; executors on other machines need a results"
                .formatted(staging)
            + " folder that they share with the driver");
  }
}
