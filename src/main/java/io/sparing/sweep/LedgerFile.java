package io.sparing.sweep;

import com.google.gson.JsonObject;
import io.sparing.text.Json;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ledger's file holds.
 *
 * @param results one a line, in order
 * @param soundBytes length of the file up to the end of the last whole line
 * @param torn what follows it; empty unless a crash cut the last append short
 */
record LedgerFile(List<TrialResult> results, long soundBytes, String torn) {

  private static final LedgerFile EMPTY = new LedgerFile(List.of(), 0, "");

  LedgerFile {
    results = List.copyOf(results);
  }

  /**
   * Reads a ledger; one that is not there is empty.
   *
   * @throws IllegalArgumentException if a line other than a torn last one is corrupt; the message
   *     has its number
   */
  static LedgerFile read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return EMPTY;
    }
    byte[] bytes = Files.readAllBytes(file);
    List<TrialResult> results = new ArrayList<>();
    int start = 0;
    for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
      String line = text(bytes, start, end);
      try {
        results.add(parse(line));
      } catch (MalformedLineException e) {
        if (end == bytes.length - 1) {
          break; // blocks of the last append reached the disk out of order
        }
        throw corrupt(file, results.size() + 1, e);
      } catch (RuntimeException e) {
        throw corrupt(file, results.size() + 1, e);
      }
      start = end + 1;
    }
    return new LedgerFile(results, start, text(bytes, start, bytes.length));
  }

  private static TrialResult parse(String line) {
    JsonObject json;
    try {
      json = Json.object(line);
    } catch (IllegalArgumentException e) {
      throw new MalformedLineException(e);
    }
    return TrialResultParser.fromJson(json);
  }

  /** A line is no JSON, as a crash can leave the last one. */
  private static final class MalformedLineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(IllegalArgumentException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static IllegalArgumentException corrupt(Path file, int line, RuntimeException cause) {
    return new IllegalArgumentException(
        "Invalid ledger: %s:%d: %s; correct the line, or delete it to run its trial again"
            .formatted(file, line, cause.getMessage()),
        cause);
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
