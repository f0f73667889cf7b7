package io.sparing.results;

import java.nio.file.Path;

/** Local paths as Spark takes them, whatever its default file system is. */
final class SparkPaths {

  private SparkPaths() {}

  /**
   * Returns a path to write to. Not {@link Path#toUri()}: Hadoop would take its escapes for the
   * name.
   */
  static String literal(Path path) {
    return "file://" + path.toAbsolutePath().normalize();
  }

  /**
   * Returns a path to read from, where Spark would take {@code [}, {@code *} and the like for a
   * pattern.
   */
  static String pattern(Path path) {
    return literal(path).replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0");
  }
}
