package io.sparing.spark;

import io.sparing.results.ResultsReader;
import io.sparing.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;

/** Reads published results with a session of its own, for callers that know no Spark. */
public final class PublishedResults {

  private PublishedResults() {}

  /**
   * The latest result of every trial.
   *
   * @param folders results folders of sweeps
   * @throws IllegalArgumentException if a folder holds no results
   */
  public static List<TrialResult> read(List<Path> folders) {
    return SparkSessions.call(
        "sparing learn", session -> ResultsReader.read(session, folders.toArray(new Path[0])));
  }
}
