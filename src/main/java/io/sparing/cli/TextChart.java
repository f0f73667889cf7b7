package io.sparing.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Charts of block characters. */
final class TextChart {

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final int WIDTH = 30;
  private static final int MOST_BINS = 12;
  private static final int[] STEPS = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000};

  private TextChart() {}

  /**
   * Returns a bar as long as a value's share of the largest; what is not zero can be seen.
   *
   * @param largest at least {@code value}
   */
  static String bar(long value, long largest) {
    if (value == 0) {
      return "";
    }
    int eighths = (int) Math.max(1, Math.round(8.0 * WIDTH * value / largest));
    String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + rest;
  }

  /**
   * Returns a bar of always the same length that is full where all is done.
   *
   * @param done at most {@code total}
   */
  static String gauge(long done, long total) {
    String bar = bar(done, Math.max(1, total));
    return "▕" + bar + " ".repeat(WIDTH - bar.length()) + "▏";
  }

  /**
   * Returns a histogram, one line a bin; the last takes all that is longer than most are.
   *
   * @param name of what is counted, in the header
   * @param values at least one, none negative
   */
  static String histogram(String name, int[] values) {
    int[] sorted = IntStream.of(values).sorted().toArray();
    int nearlyAll = sorted[(int) ((sorted.length - 1) * 0.98)];
    int step =
        IntStream.of(STEPS).filter(s -> nearlyAll / s < MOST_BINS - 1).findFirst().orElse(10_000);
    int first = sorted[0] / step;
    int last = Math.min(nearlyAll / step + 1, sorted[sorted.length - 1] / step);
    long[] counts = new long[last - first + 1];
    for (int value : sorted) {
      counts[Math.min(value / step, last) - first]++;
    }
    return table(name, step, first, counts, sorted[sorted.length - 1]);
  }

  private static String table(String name, int step, int first, long[] counts, int longest) {
    long largest = IntStream.range(0, counts.length).mapToLong(i -> counts[i]).max().orElse(0);
    TextTable table = new TextTable(List.of(name, "rows", ""));
    for (int bin = 0; bin < counts.length; bin++) {
      int from = (first + bin) * step;
      int to = bin == counts.length - 1 ? Math.max(longest, from) : from + step - 1;
      List<String> cells = new ArrayList<>();
      cells.add(from == to ? String.valueOf(from) : from + "–" + to);
      cells.add("%,d".formatted(counts[bin]));
      cells.add(bar(counts[bin], largest));
      table.add(cells);
    }
    return table.render();
  }
}
