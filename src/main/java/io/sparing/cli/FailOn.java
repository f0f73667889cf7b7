package io.sparing.cli;

import io.sparing.text.Choice;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;

/** Says which trials without success make the command fail, beyond its own reasons to. */
enum FailOn {
  /** No trial does: a failed trial is a row like any other. */
  NONE,

  /** Each trial does that failed or was quarantined, in this run or before. */
  FAILED;

  /**
   * Returns the one of that name, in letters of any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static FailOn find(String name) {
    return Choice.find(FailOn.class, "--fail-on", name);
  }

  /** Returns its name on the command line. */
  String text() {
    return Choice.text(this);
  }

  /**
   * Returns the exit code of a command that has done its work, after a line that says why it is not
   * 0.
   *
   * @param err where the line goes
   */
  int exitCode(SweepOutcome outcome, PrintWriter err) {
    long failed = outcome.results().size() - outcome.succeeded();
    if (this == NONE || failed == 0) {
      return ExitCode.OK;
    }
    err.printf(
        "%d of %d trials failed, and --fail-on %s makes that exit code 1.%n",
        failed, outcome.results().size(), text());
    return ExitCode.SOFTWARE;
  }
}
