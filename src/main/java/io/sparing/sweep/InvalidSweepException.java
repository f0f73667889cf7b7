package io.sparing.sweep;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when a sweep file or its overrides are refused. The message lists every problem, sorted by
 * line.
 */
public final class InvalidSweepException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidSweepException(String fileName, List<Problem> problems) {
    super(message(fileName, problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong, sorted by line, overrides last. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String fileName, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(problem -> "  %s: %s".formatted(problem.place().in(fileName), problem.message()))
        .collect(
            Collectors.joining("\n", "Invalid sweep: %s; %s\n".formatted(fileName, count), ""));
  }
}
