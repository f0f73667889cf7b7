package io.sparing.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A worker's log: its standard error, and what was printed between its messages.
 *
 * @param file behind what earlier workers of the same number wrote
 * @param begin where this worker's part begins, bytes
 */
record WorkerLog(Path file, long begin) {

  private static final int TAIL_BYTES = 4096;
  private static final int TAIL_LINES = 4;

  /** Returns the log of a worker that starts now. */
  static WorkerLog behind(Path file) throws IOException {
    return new WorkerLog(file, Files.exists(file) ? Files.size(file) : 0);
  }

  void append(String line) throws IOException {
    Files.writeString(
        file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns the worker's last lines, joined; empty if it wrote none. */
  String tail() {
    return lines().stream()
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

  private List<String> lines() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(begin, in.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) Math.max(0, in.length() - start)];
      in.seek(start);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
