package io.sparing.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Finds results folders and the segments in them. Needs no Spark. */
final class ResultsFolders {

  static final String TRIALS = "trials";
  static final String SUFFIX = ".parquet";
  static final String NO_PARQUET = "it is no Parquet, or damaged";

  private ResultsFolders() {}

  /**
   * Returns the results folders among and in the given ones, each once, as absolute paths.
   *
   * @param folders that sweeps wrote, or that hold such folders; at least one
   * @throws IllegalArgumentException if a folder has no results; the message names it and says what
   *     to run
   */
  static List<Path> find(List<Path> folders) {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("Cannot open results without a folder");
    }
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .flatMap(folder -> published(folder).stream())
        .distinct()
        .toList();
  }

  /** Returns the published files of trials in a results folder, sorted. */
  static List<Path> trials(Path folder) throws IOException {
    return segments(folder.resolve(TRIALS));
  }

  /** Returns the published files in a table's folder, sorted. */
  static List<Path> segments(Path table) throws IOException {
    if (Files.notExists(table)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(table)) {
      return files.filter(ResultsFolders::visible).sorted().toList();
    }
  }

  /**
   * Returns what is thrown for a file that no sweep published.
   *
   * @param file in its table's folder
   * @param cause why it cannot be read; null where its columns are wrong
   */
  static IllegalArgumentException foreign(Path file, String why, Exception cause) {
    return new IllegalArgumentException(
        "Cannot read %s as %s: %s; move the file out of the folder"
            .formatted(file, file.getParent().getFileName(), why),
        cause);
  }

  private static boolean visible(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.startsWith("_") && !name.startsWith(".");
  }

  /** Returns the folder itself, or those in it that sweeps wrote. */
  private static List<Path> published(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw new IllegalArgumentException(
          "Cannot find results in %s: it is a file; name the folder that a sweep wrote"
              .formatted(folder));
    }
    try {
      if (holdsResults(folder)) {
        return List.of(folder);
      }
      List<Path> found = inside(folder);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot find results in %s: it has no trials/*.parquet; run ./submit.sh quickstart"
                    .formatted(folder)
                + " or name a folder that a sweep wrote");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list the results in " + folder, e);
    }
  }

  private static List<Path> inside(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> sweeps = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (Path sweep : sweeps) {
          if (!sweep.getFileName().toString().startsWith("_") && holdsResults(sweep)) {
            found.add(sweep);
          }
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  private static boolean holdsResults(Path folder) throws IOException {
    return !trials(folder).isEmpty();
  }
}
