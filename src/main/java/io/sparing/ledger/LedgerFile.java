package io.sparing.ledger;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a ledger's file holds.
 *
 * @param results one a line, in order, each with how many results of its trial came before it, plus
 *     one, as its version
 * @param epoch of its last owner
 * @param soundBytes length of the file up to the end of the last whole line
 * @param torn what follows it; empty unless a crash cut the last append short
 */
record LedgerFile(List<StoredResult> results, Epoch epoch, long soundBytes, String torn) {

  private static final LedgerFile EMPTY = new LedgerFile(List.of(), Epoch.NONE, 0, "");

  LedgerFile {
    results = List.copyOf(results);
  }

  /** Called with lines that are not what was written. */
  @FunctionalInterface
  interface Damages {
    /**
     * Called when a line is damaged.
     *
     * @param number of the line, from 1
     * @param why what is wrong with it
     */
    void damaged(int number, String line, IllegalArgumentException why);
  }

  /**
   * Reads a ledger; one that does not exist is empty.
   *
   * @throws IllegalArgumentException if a line other than a torn last one is damaged, or a later
   *     version wrote the ledger; the message has the line's number and says what to do
   */
  static LedgerFile read(Path file) throws IOException {
    return read(
        file,
        (number, line, why) -> {
          throw new IllegalArgumentException(
              "Damaged ledger: %s:%d: %s; ./submit.sh results repair %s sets the line aside, and its trial runs again"
                  .formatted(file, number, why.getMessage(), file.getParent()),
              why);
        });
  }

  /**
   * Reads a ledger as {@link #read(Path)} does, but leaves damaged lines out and reports them.
   *
   * @throws IllegalArgumentException if a later version wrote the ledger
   */
  static LedgerFile read(Path file, Damages damages) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return EMPTY;
    }
    return new Reading(file, damages).read(bytes);
  }

  /** Passes over a file once. */
  private static final class Reading {
    private final Path file;
    private final Damages damages;
    private final List<StoredResult> results = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private Epoch epoch = Epoch.NONE;

    Reading(Path file, Damages damages) {
      this.file = file;
      this.damages = damages;
    }

    LedgerFile read(byte[] bytes) {
      int start = 0;
      int number = 1;
      for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
        String line = text(bytes, start, end);
        try {
          take(line);
        } catch (LedgerLine.TornException e) {
          if (end == bytes.length - 1) {
            break; // blocks of the last append reached the disk out of order
          }
          damages.damaged(number, line, e);
        } catch (Epoch.LaterFormatException e) {
          throw new IllegalArgumentException(
              "Cannot read the ledger %s: %s; use that version".formatted(file, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
          damages.damaged(number, line, e);
        }
        start = end + 1;
        number++;
      }
      return new LedgerFile(results, epoch, start, text(bytes, start, bytes.length));
    }

    private void take(String text) {
      LedgerLine line = LedgerLine.decode(text);
      if (!line.checked() && epoch.number() > 0) {
        throw new IllegalArgumentException(
            "it has no checksum, which every line after an owner's has");
      }
      if (Epoch.is(line.json())) {
        epoch = Epoch.fromJson(line.json());
      } else {
        StoredResult result = StoredResult.read(line.json(), line.text(), 1);
        results.add(result.withVersion(versions.merge(result.id(), 1L, Long::sum)));
      }
    }
  }

  private static int lineEnd(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
