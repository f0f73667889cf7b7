package io.sparing.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last line of a terminal, which is overwritten: a bar, how many trials are done, the time left
 * and what runs. The terminal cuts it at its edge. Only one thread may use it.
 */
final class StatusLine {

  private static final String CLEAR = "\r\u001b[K";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  /** The most running trials that are named. */
  private static final int MOST_NAMED = 4;

  private final PrintWriter out;
  private final int total;
  private final Map<Object, String> running = new LinkedHashMap<>();
  private final Map<Object, String> shares = new LinkedHashMap<>();
  private int done;
  private int failed;
  private String left = "";

  /**
   * @param total how many trials there are to do
   */
  StatusLine(PrintWriter out, int total) {
    this.out = out;
    this.total = total;
  }

  /** Shows that something runs, or how far it is. */
  void running(Object key, String label, double share) {
    running.put(key, label);
    shares.put(key, share > 0 ? String.format(Locale.ROOT, " %.0f %%", 100 * share) : "");
    show();
  }

  /** Takes away what no longer runs; it is shown with the next change. */
  void ended(Object key) {
    running.remove(key);
    shares.remove(key);
  }

  /**
   * Takes note of how many trials have ended; it is shown with the next change.
   *
   * @param left the time left, in words; may be empty
   */
  void count(int done, int failed, String left) {
    this.done = done;
    this.failed = failed;
    this.left = left;
  }

  /** Prints a line above. */
  void above(String text) {
    out.println(CLEAR + text);
    if (running.isEmpty()) {
      out.flush();
    } else {
      show();
    }
  }

  /** Takes the line away. */
  void clear() {
    out.print(CLEAR);
    out.flush();
  }

  private void show() {
    out.print(CLEAR + NO_WRAP + text() + WRAP);
    out.flush();
  }

  /** Returns the line. */
  String text() {
    String counts = "%s %d/%d".formatted(TextChart.gauge(done, total), done, total);
    String failures = failed == 0 ? "" : "   %d failed".formatted(failed);
    String names =
        running.keySet().stream()
            .limit(MOST_NAMED)
            .map(key -> running.get(key) + shares.get(key))
            .collect(Collectors.joining(" | "));
    String more =
        running.size() > MOST_NAMED ? " and %d more".formatted(running.size() - MOST_NAMED) : "";
    return counts + failures + left + "   … " + names + more;
  }
}
