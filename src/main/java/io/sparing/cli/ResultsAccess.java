package io.sparing.cli;

import io.sparing.results.ResultsReader;
import io.sparing.spark.SparkSessions;
import io.sparing.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;

/** Reads published results. Apart from the commands, so that those load without Spark. */
final class ResultsAccess {

  private ResultsAccess() {}

  static List<TrialResult> read(List<Path> folders) {
    return SparkSessions.call(
        "sparing learn", session -> ResultsReader.read(session, folders.toArray(new Path[0])));
  }
}
