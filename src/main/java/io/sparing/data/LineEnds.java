package io.sparing.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/**
 * Passes on a text whose rows end with LF or CRLF to readers that would end a row at a lone CR,
 * too: it gives U+000B in place of that, which is a space in texts and a finding in labels. Where
 * the first row ends with a lone CR, as old Macs wrote it, all do.
 */
final class LineEnds extends Reader {

  /** The most characters of a line, and of a cell in quotes. */
  static final int LONGEST = 1 << 24;

  private static final char LONE = '\u000b';

  private final BufferedReader in;
  private final Path file;
  private boolean begun;
  private boolean loneEnds;
  private long line = 1;
  private long length;

  LineEnds(BufferedReader in, Path file) {
    this.in = in;
    this.file = file;
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    int read = in.read(buffer, offset, count);
    for (int i = offset; i < offset + read; i++) {
      if (buffer[i] == '\n') {
        begun = true;
        end();
      } else if (buffer[i] == '\r' && !beforeFeed(buffer, i + 1, offset + read)) {
        buffer[i] = lone();
      } else if (++length > LONGEST) {
        throw new BadDataException(
            "%s:%d: Cannot read the row: its line is longer than %,d characters; shorten its texts"
                .formatted(file, line, LONGEST));
      }
    }
    return read;
  }

  private boolean beforeFeed(char[] buffer, int next, int end) throws IOException {
    if (next < end) {
      return buffer[next] == '\n';
    }
    in.mark(1);
    int following = in.read();
    in.reset();
    return following == '\n';
  }

  private char lone() {
    loneEnds |= !begun;
    begun = true;
    if (loneEnds) {
      end();
      return '\r';
    }
    length++;
    return LONE;
  }

  private void end() {
    line++;
    length = 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
