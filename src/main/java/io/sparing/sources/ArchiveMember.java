package io.sparing.sources;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One file in a zip archive from elsewhere. The archive's checksum is its checksum, too.
 *
 * @param archive the archive
 * @param name the file's path in it, such as {@code SST-2/train.tsv}
 */
public record ArchiveMember(Source archive, String name) {

  private static final int MOST_TOLD = 20;
  private static final int CHUNK = 1 << 16;

  /** Work on an open archive. */
  interface Work<T> {
    T run(ZipFile zip, ZipEntry entry) throws IOException;
  }

  /**
   * @throws IllegalArgumentException if the name could leave its folder, or the archive's path does
   *     not end with {@code .zip}
   */
  public ArchiveMember {
    Objects.requireNonNull(archive, "archive");
    SourcePath.check(name);
    if (!archive.path().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw new IllegalArgumentException(
          "Invalid archive of member %s: %s; expected a path that ends with .zip"
              .formatted(name, archive.path()));
    }
  }

  /**
   * Reads an unpacked copy and says how it differs from the archive's, or why it cannot be read;
   * empty if it does not.
   *
   * @param zip the archive on this machine
   * @param copy the unpacked file
   * @throws SourceException if the file is no archive or has no such member
   * @throws IOException if the archive cannot be read
   */
  public Optional<String> damage(Path zip, Path copy) throws IOException {
    return in(zip, (open, entry) -> Damage.by(() -> damage(entry, copy)));
  }

  private static Optional<String> damage(ZipEntry entry, Path copy) throws IOException {
    long bytes = Files.size(copy);
    if (bytes != entry.getSize()) {
      return Optional.of("expected %d bytes, found %d".formatted(entry.getSize(), bytes));
    }
    long sum = crc32(copy);
    return sum == entry.getCrc()
        ? Optional.empty()
        : Optional.of("expected CRC-32 %08x, found %08x".formatted(entry.getCrc(), sum));
  }

  private static long crc32(Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sum.update(chunk, 0, read);
      }
    }
    return sum.getValue();
  }

  /**
   * Opens the archive and works with this member.
   *
   * @throws SourceException if it is no sound zip archive, or has no such member
   */
  <T> T in(Path file, Work<T> work) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null || entry.isDirectory()) {
        throw refused(file, "a member of that name", members(zip), "correct it in the manifest");
      }
      return work.run(zip, entry);
    } catch (ZipException | EOFException e) {
      throw damaged(file, e);
    }
  }

  /** Says that the archive's bytes are not what they should be. */
  private SourceException damaged(Path file, IOException failure) {
    SourceException damaged =
        refused(
            file,
            "a sound zip archive",
            String.valueOf(failure.getMessage()),
            "delete it and fetch it again, or correct the manifest");
    damaged.initCause(failure);
    return damaged;
  }

  /** Says why this member cannot be read from an archive. */
  SourceException refused(Path file, String expected, String found, String remedy) {
    return new SourceException(label(), file.toString(), expected, found, remedy);
  }

  /** Returns the name that messages use. */
  String label() {
    return "%s in %s".formatted(name, archive.path());
  }

  private static String members(ZipFile zip) {
    List<String> files =
        zip.stream()
            .filter(entry -> !entry.isDirectory())
            .map(entry -> SourcePath.printable(entry.getName()))
            .toList();
    if (files.isEmpty()) {
      return "none";
    }
    String told = files.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
    int more = files.size() - MOST_TOLD;
    return more > 0 ? "%s and %d more".formatted(told, more) : told;
  }
}
