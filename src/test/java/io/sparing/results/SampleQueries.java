package io.sparing.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The statements in {@code queries-answered.txt} and {@code queries-refused.txt}, one a line. */
final class SampleQueries {

  /**
   * A statement that is refused.
   *
   * @param why a part of the message
   */
  record Refused(String why, String sql) {}

  private SampleQueries() {}

  static List<String> answered() {
    return lines("queries-answered.txt");
  }

  static List<Refused> refused() {
    return lines("queries-refused.txt").stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" \\| ?", 2))
        .map(parts -> new Refused(parts[0], parts[1]))
        .toList();
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of("src/test/resources/io/sparing/results", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
