package io.sparing.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/** A worker's log file: its standard error, and what was printed between its messages. */
record WorkerLog(Path file) {

  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 4;

  long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  void append(String line) throws IOException {
    Files.writeString(
        file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Returns the last lines written since the log had {@code offset} bytes, joined; empty if none.
   */
  String tail(long offset) {
    return lines(offset).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("#") && !line.startsWith("at "))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(),
                lines ->
                    String.join(
                        " | ",
                        lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()))));
  }

  private List<String> lines(long offset) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(offset, in.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) Math.max(0, in.length() - start)];
      in.seek(start);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
