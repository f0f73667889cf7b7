package io.sparing.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Where a sweep says what it says.
 *
 * @param people where lines for people go
 * @param overwrites whether a line there may be overwritten
 * @param events where events go as JSON lines, and nothing else; empty if they are not asked for
 */
record Console(PrintWriter people, boolean overwrites, Optional<PrintWriter> events) {

  /** Returns the places that a command has for a way to show how it goes. */
  static Console of(ProgressKind progress, CommandLine command) {
    return progress == ProgressKind.JSON
        ? new Console(command.getErr(), false, Optional.of(command.getOut()))
        : new Console(command.getOut(), progress.overwrites(Home.terminal()), Optional.empty());
  }
}
