package io.sparing.results;

import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trials of results folders, read without Spark, in seconds where a session would take longer
 * to start. They are those that {@link ResultsViews} show, but without their curves and their raw
 * latencies, which learning does not look at: both are empty.
 *
 * @param results each trial of a sweep once a device, the largest version and of those the last to
 *     finish, ordered by sweep, end, id and device
 * @param leftOut one line for each reason why rows were left out, with their number; empty if none
 *     was
 */
public record PublishedTrials(List<TrialResult> results, List<String> leftOut) {

  private static final int REASONS = 5;

  private static final Comparator<Run> BY_END =
      Comparator.comparing(Run::end, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final Comparator<Run> BY_VERSION =
      Comparator.comparing(Run::version, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final Comparator<Run> IN_ORDER =
      Comparator.comparing((Run run) -> run.key().sweep())
          .thenComparing(BY_END)
          .thenComparing(run -> run.key().trialId())
          .thenComparing(run -> run.key().device());

  /** Copies the lists. */
  public PublishedTrials {
    results = List.copyOf(results);
    leftOut = List.copyOf(leftOut);
  }

  /** What names a trial's rows. */
  private record Key(String sweep, String trialId, String device) {}

  /** A row, which is one run of a trial. */
  private record Run(Key key, Long version, Instant end, Path segment, Cells cells) {
    static Run of(Cells cells, Path segment) {
      Key key =
          new Key(
              cells.text(ColumnNames.SWEEP),
              cells.text(ColumnNames.TRIAL_ID),
              cells.text(ColumnNames.DEVICE));
      Long version =
          cells.value(ColumnNames.VERSION) instanceof Number number ? number.longValue() : null;
      return new Run(key, version, cells.instant(ColumnNames.FINISHED_AT), segment, cells);
    }

    /**
     * Returns the run that counts: the largest version, of those the last to finish, of those the
     * one in the last segment by name.
     */
    static Run later(Run one, Run other) {
      Comparator<Run> order = BY_VERSION.thenComparing(BY_END).thenComparing(Run::segment);
      return order.compare(one, other) >= 0 ? one : other;
    }
  }

  /**
   * Reads the trials of one or more folders. Rows with a status, strategy, setting, metric or
   * format that this version does not know are left out.
   *
   * @param folders that sweeps wrote, or that hold such folders; at least one
   * @throws IllegalArgumentException if a folder has no results, or a file in its {@code trials} is
   *     none of trials; the message names it and says what to do
   */
  public static PublishedTrials read(List<Path> folders) {
    Map<Key, Run> runs = new LinkedHashMap<>();
    List<Path> found = ResultsFolders.find(folders);
    try (Connection connection = TrialsFile.connect()) {
      for (Path folder : found) {
        for (Path file : ResultsFolders.trials(folder)) {
          for (Cells cells : TrialsFile.read(connection, file)) {
            Run run = Run.of(cells, folder.resolve(file.getFileName()));
            runs.merge(run.key(), run, Run::later);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list the results in " + found, e);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed to open DuckDB", e);
    }
    return parse(runs.values());
  }

  private static PublishedTrials parse(Collection<Run> runs) {
    List<TrialResult> results = new ArrayList<>(runs.size());
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (Run run : runs.stream().sorted(IN_ORDER).toList()) {
      try {
        results.add(TrialRows.read(run.cells(), List.of()));
      } catch (IllegalArgumentException e) {
        reasons.merge(Failures.oneLine(e.getMessage()), 1, Integer::sum);
      }
    }
    return new PublishedTrials(results, lines(reasons));
  }

  private static List<String> lines(Map<String, Integer> reasons) {
    List<String> lines = new ArrayList<>();
    reasons.entrySet().stream()
        .limit(REASONS)
        .map(reason -> "Left out %s: %s".formatted(rows(reason.getValue()), reason.getKey()))
        .forEach(lines::add);
    int more = reasons.values().stream().skip(REASONS).mapToInt(Integer::intValue).sum();
    if (more > 0) {
      lines.add("Left out %s more for other reasons".formatted(rows(more)));
    }
    return lines;
  }

  private static String rows(int count) {
    return count == 1 ? "1 trial" : count + " trials";
  }
}
