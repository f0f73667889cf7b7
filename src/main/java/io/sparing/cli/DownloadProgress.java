package io.sparing.cli;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Source;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Shows how downloads go: on a terminal one line that is overwritten, elsewhere a line for each
 * tenth of the file. Only one thread may use it.
 */
final class DownloadProgress implements DownloadListener {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private String shown = "";

  /** Makes a printer; for {@code terminal} see {@link Home#terminal()}. */
  DownloadProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void progressed(Source source, long bytes) {
    long percent = 100 * bytes / source.bytes();
    long step = terminal ? percent : percent / 10 * 10;
    String line =
        "%s  %d %% of %s".formatted(source.path(), step, Words.bytes((double) source.bytes()));
    if (!line.equals(shown)) {
      shown = line;
      print(line);
    }
    if (terminal && bytes == source.bytes()) {
      out.print(CLEAR_LINE);
    }
    out.flush();
  }

  private void print(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + line);
    } else {
      out.println(line);
    }
  }

  @Override
  public void retrying(Source source, Duration pause, String reason) {
    String when = pause.isZero() ? "at once" : "in " + Words.seconds(pause.toMillis() / 1000.0);
    out.println(
        (terminal ? CLEAR_LINE : "") + "%s: %s; again %s".formatted(source.path(), reason, when));
    out.flush();
  }
}
