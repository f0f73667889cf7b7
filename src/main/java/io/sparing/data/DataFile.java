package io.sparing.data;

import io.sparing.sources.ArchiveMember;
import io.sparing.sources.Resolver;
import io.sparing.sources.Source;
import io.sparing.sources.SourceException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One published file of a data set, by itself or in a zip archive. In an archive, path, checksum,
 * size and address are the archive's.
 *
 * @param path where it lies below a mirror folder, with {@code /} between its parts
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param bytes its size
 * @param address where it can be downloaded as it is; empty if nowhere
 * @param member its path in the archive; empty if it is in none
 * @param split what its rows are for
 * @param format how it is written
 * @param columns where its texts and labels are; null for questions without labels
 * @param labels from the label as written in the file to the manifest's name of it
 * @param entities whether it has the broken HTML entities of AG News; see {@link Entities}
 */
public record DataFile(
    String path,
    String sha256,
    long bytes,
    String address,
    String member,
    Split split,
    FileFormat format,
    Columns columns,
    Map<String, String> labels,
    boolean entities) {

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException as {@link Source} and {@link ArchiveMember} do
   */
  public DataFile {
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(format, "format");
    labels = Map.copyOf(labels);
    archived(source(path, address, sha256, bytes), member);
  }

  /** Returns what is looked for: the file, or the archive that it is in. */
  public Source source() {
    return source(path, address, sha256, bytes);
  }

  /** Returns the file as one in an archive; empty if it is in none. */
  public Optional<ArchiveMember> archived() {
    return archived(source(), member);
  }

  /** Returns the same file, to be looked for on this machine only. */
  public DataFile withoutAddress() {
    return new DataFile(path, sha256, bytes, "", member, split, format, columns, labels, entities);
  }

  /**
   * Returns the file itself on this machine, unpacked if it is in an archive.
   *
   * @throws SourceException if it cannot be found or downloaded
   */
  public Path resolve(Resolver resolver) throws SourceException {
    return archived().isPresent() ? resolver.resolve(archived().get()) : resolver.resolve(source());
  }

  private static Optional<ArchiveMember> archived(Source source, String member) {
    return member.isEmpty() ? Optional.empty() : Optional.of(new ArchiveMember(source, member));
  }

  private static Source source(String path, String address, String sha256, long bytes) {
    return address.isEmpty()
        ? Source.mirrored(path, sha256, bytes)
        : Source.of(path, address, sha256, bytes);
  }
}
