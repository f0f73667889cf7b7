package io.sparing.data;

import io.sparing.sources.Source;
import java.util.Map;
import java.util.Objects;

/**
 * One published file of a data set.
 *
 * @param path where it lies below a mirror folder, with {@code /} between its parts
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param bytes its size
 * @param address where it can be downloaded as it is; empty if nowhere
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
   * Copies the labels.
   *
   * @throws IllegalArgumentException as {@link Source} has it
   */
  public DataFile {
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(format, "format");
    labels = Map.copyOf(labels);
    source(path, address, sha256, bytes);
  }

  /** The file as it is looked for. */
  public Source source() {
    return source(path, address, sha256, bytes);
  }

  private static Source source(String path, String address, String sha256, long bytes) {
    return address.isEmpty()
        ? Source.mirrored(path, sha256, bytes)
        : Source.of(path, address, sha256, bytes);
  }
}
