package io.sparing.data;

import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file of one's own in the place of a published data set. */
final class OwnFile {

  private final Path path;
  private final FileFormat format;
  private final OwnColumns columns;

  /**
   * @throws IllegalArgumentException if the file's name does not end as a table's
   */
  OwnFile(String path, OwnColumns columns) {
    this.path = Path.of(path);
    this.format =
        FileFormat.ofName(path)
            .orElseThrow(
                () -> new IllegalArgumentException("Unknown format of data file: " + path));
    this.columns = columns;
  }

  /** Says that the system refuses to read a file. */
  static BadDataException unreadable(String path, IOException e) {
    return new BadDataException(
        "Cannot read %s: %s; see that it can be read here"
            .formatted(path, e instanceof AccessDeniedException ? "no permission" : e.getMessage()),
        e);
  }

  /**
   * Returns why a data file cannot be opened: nothing is there, or a folder is; empty if it can.
   */
  static Optional<String> absence(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(
          "Cannot read %s: it is a folder; name one file%s".formatted(file, example(file)));
    }
    return Files.isRegularFile(file)
        ? Optional.empty()
        : Optional.of("Cannot find the data file " + file);
  }

  /** Returns which file to name instead of a folder, such as Spark writes for a table. */
  private static String example(Path folder) {
    try (Stream<Path> inside = Files.list(folder)) {
      List<String> files =
          inside
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString())
              .filter(name -> FileFormat.ofName(name).isPresent())
              .sorted()
              .toList();
      return switch (files.size()) {
        case 0 -> "";
        case 1 -> ", such as " + folder.resolve(files.get(0));
        default ->
            ", such as %s; it has %d, which are to be written as one (in Spark: coalesce(1))"
                .formatted(folder.resolve(files.get(0)), files.size());
      };
    } catch (IOException e) {
      return ""; // What is in it only makes the advice better.
    }
  }

  /**
   * Checks that no column is asked for twice.
   *
   * @throws BadDataException if one is
   */
  void checkColumns() {
    columns
        .repeated()
        .ifPresent(
            words -> {
              throw new BadDataException("Invalid columns of %s: %s".formatted(path, words));
            });
  }

  HoldOut holdOut() {
    return columns.split().isEmpty() ? columns.holdOut() : HoldOut.NONE;
  }

  Survey.Table table() {
    return new Survey.Table(
        path,
        format,
        new Columns(true, columns.text(), columns.textPair(), columns.label(), columns.split()),
        Split.TRAIN,
        null,
        false);
  }

  /**
   * Returns a manifest that describes the file.
   *
   * @param rows what was decided about its rows
   * @throws BadDataException if its labels are no classes
   */
  DatasetManifest manifest(List<String> labels, RowTable rows) {
    ClassCheck.objection(labels, rows)
        .ifPresent(
            words -> {
              throw new BadDataException(
                  "Invalid label column %s of %s: %s"
                      .formatted(Printable.of(columns.label()), path, words));
            });
    Map<String, String> words =
        labels.stream().collect(Collectors.toMap(Function.identity(), l -> l));
    return new DatasetManifest(
        path.toString(),
        "one's own file",
        columns.task(),
        labels,
        words,
        List.of(DatasetManifest.LABEL),
        "accuracy",
        "unknown",
        "none",
        path.toString(),
        path.toString(),
        List.of(),
        HoldOut.NONE);
  }
}
