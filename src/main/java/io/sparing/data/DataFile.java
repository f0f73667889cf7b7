package io.sparing.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One published file of a data set.
 *
 * @param path where it lies below a mirror folder, with {@code /} between its parts
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param bytes its size
 * @param address where it, or the archive that holds it, was published
 * @param split what its rows are for
 * @param format how it is written
 * @param columns where its texts and labels are; null for {@link FileFormat#SQUAD}
 * @param labels from the label as written in the file to the manifest's name of it
 * @param entities whether it has the broken HTML entities of AG News; see {@link Entities}
 */
public record DataFile(
    String path,
    String sha256,
    long bytes,
    String address,
    Split split,
    FileFormat format,
    Columns columns,
    Map<String, String> labels,
    boolean entities) {

  /**
   * @throws IllegalArgumentException if the path leaves its folder, the checksum is none or the
   *     size is not positive
   */
  public DataFile {
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(format, "format");
    labels = Map.copyOf(labels);
    boolean inside =
        !path.isEmpty()
            && !path.startsWith("/")
            && path.indexOf('\\') < 0
            && path.indexOf('\0') < 0
            && !List.of(path.split("/")).contains("..");
    if (!inside) {
      throw new IllegalArgumentException(
          "Invalid file: %s; expected a path below a mirror folder".formatted(path));
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Invalid sha256 of %s: %s; expected 64 hexadecimal digits".formatted(path, sha256));
    }
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "Invalid bytes of %s: %d; expected at least 1".formatted(path, bytes));
    }
  }
}
