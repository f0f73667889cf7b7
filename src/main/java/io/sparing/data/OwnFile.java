package io.sparing.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Somebody's own file in the place of a published data set. */
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

  /** Says that the system does not give a file's bytes. */
  static BadDataException unreadable(String path, IOException e) {
    return new BadDataException(
        "Cannot read %s: %s; see that it can be read here"
            .formatted(path, e instanceof AccessDeniedException ? "no permission" : e.getMessage()),
        e);
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
   * What there is to say of it.
   *
   * @throws BadDataException if there are fewer than two labels
   */
  DatasetManifest manifest(List<String> labels) {
    if (labels.size() < 2) {
      throw new BadDataException(
          "Invalid label column of %s: %s; expected at least two different labels"
              .formatted(path, labels));
    }
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
        List.of(),
        HoldOut.NONE);
  }
}
