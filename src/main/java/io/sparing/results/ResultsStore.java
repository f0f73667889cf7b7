package io.sparing.results;

import io.sparing.storage.Failpoint;
import io.sparing.storage.SetAside;
import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A results folder: flat folders {@code trials}, {@code curves} and {@code decisions} of Parquet
 * files, one file a segment, which plain Spark, DuckDB and pandas read. A segment appears whole or
 * not at all and never replaces another. What is being written lies in folders named {@code
 * _publish-…} beside the tables, and what does not belong into them in {@code _set-aside}, where no
 * reader looks.
 *
 * @param folder need not exist yet; executors must see it under the same path
 */
public record ResultsStore(Path folder) {

  static final String TRIALS = ResultsFolders.TRIALS;
  static final String CURVES = "curves";
  static final String DECISIONS = "decisions";

  /** All tables. */
  static final List<String> TABLES = List.of(TRIALS, CURVES, DECISIONS);

  private static final String SUFFIX = ResultsFolders.SUFFIX;
  private static final String STAGING = "_publish-";

  /** Makes the path absolute. */
  public ResultsStore {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Publishes results as a new segment of all tables. A segment whose trials were not published,
   * because the machine stopped between two files, shows no rows in the views, but its name is
   * taken.
   *
   * @param results at least one
   * @param sweep name of the sweep they belong to
   * @param segment the files' name: letters, digits and {@code . _ -}, a letter or digit first
   * @param guard asked before each step
   * @throws SegmentExistsException if there is a segment of that name; nothing was changed
   * @throws IllegalArgumentException if the name is not like that or there are no results
   * @throws IOException if a file cannot be written; no row of the segment is visible
   */
  public PublishedSegment publish(
      SegmentFormat format, List<StoredResult> results, String sweep, String segment, Guard guard)
      throws IOException {
    try (StagedSegment staged = stage(format, results, sweep, segment, guard)) {
      return staged.publish(guard);
    }
  }

  /** Returns the names of the segments of which a file is in a table, sorted. */
  public SortedSet<String> segments() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (String table : TABLES) {
      for (Path file : ResultsFolders.segments(folder.resolve(table))) {
        String name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    }
    return names;
  }

  /** Returns the files of a segment, whether they are there or not. */
  PublishedSegment segment(String name) {
    return new PublishedSegment(
        folder.resolve(TRIALS).resolve(name + SUFFIX),
        folder.resolve(CURVES).resolve(name + SUFFIX),
        folder.resolve(DECISIONS).resolve(name + SUFFIX));
  }

  /**
   * Takes a segment out of the tables; its files are kept in {@code _set-aside}. That of the trials
   * goes first, so that no reader sees trials without their curves.
   *
   * @param guard asked before each step
   */
  void setAside(String segment, Guard guard) throws IOException {
    PublishedSegment files = segment(segment);
    for (Path file : List.of(files.trials(), files.curves(), files.decisions())) {
      if (Files.exists(file)) {
        guard.check();
        String name = file.getParent().getFileName() + "-" + segment;
        Path aside = SetAside.free(folder, name, SUFFIX);
        Failpoint.ASIDE_MOVE.reach();
        Files.move(file, aside);
      }
    }
  }

  /**
   * Deletes what publishing drivers that were killed left half-written. Only for the owner of the
   * folder: it would take a running driver's files away.
   */
  void deleteAbandoned(Guard guard) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, STAGING + "*")) {
      for (Path staging : left) {
        guard.check();
        StagedSegment.delete(staging);
      }
    }
  }

  /** Writes the files of a segment where no reader looks. */
  StagedSegment stage(
      SegmentFormat format, List<StoredResult> results, String sweep, String segment, Guard guard)
      throws IOException {
    PublishedSegment target = target(segment);
    if (results.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot publish segment %s of sweep %s without results".formatted(segment, sweep));
    }
    guard.check();
    Failpoint.STAGE_CREATE.reach();
    Path staging = Files.createDirectory(folder.resolve(STAGING + UUID.randomUUID()));
    try {
      Failpoint.STAGE_WRITE.reach();
      return new StagedSegment(staging, format.write(results, sweep, staging), target);
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
    PublishedSegment target = segment(segment);
    for (Path file : List.of(target.trials(), target.curves(), target.decisions())) {
      if (Files.exists(file)) {
        throw new SegmentExistsException(file);
      }
    }
    return target;
  }
}
