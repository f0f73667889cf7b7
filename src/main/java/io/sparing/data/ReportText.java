package io.sparing.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link DataReport} for people. */
public final class ReportText {

  private ReportText() {}

  /** Returns all in one line: how often what was found, and the first finding. */
  public static String line(DataReport report) {
    return counts(report) + "; first " + report.findings().get(0);
  }

  /**
   * Returns a line of counts and a line for each finding that was kept; none for a clean report.
   */
  public static List<String> lines(String dataset, DataReport report) {
    if (report.clean()) {
      return List.of();
    }
    String heading =
        "Data set %s: %,d rows, %s; %,d left out"
            .formatted(dataset, report.rows(), counts(report), report.dropped());
    return Stream.concat(
            Stream.of(heading), report.findings().stream().map(finding -> "  " + finding))
        .toList();
  }

  private static String counts(DataReport report) {
    return report.counts().entrySet().stream()
        .map(e -> "%,d %s".formatted(e.getValue(), e.getKey().words()))
        .collect(Collectors.joining(", "));
  }
}
