package io.sparing.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks members of archives into the cache, each once. Threads and processes that want members of
 * one archive at once wait for each other, and a member is found only when all of it is there.
 */
final class Unpacker {

  /** The largest member that is unpacked, in bytes. */
  static final long MOST = 4L << 30;

  private static final int CHUNK = 1 << 16;
  private static final long BYTES_A_CHECK = 16L << 20;

  private final SourceFolders folders;
  private final long most;
  private final DiskSpace disk;

  /** Unpacks members of at most so many bytes. */
  Unpacker(SourceFolders folders, long most, DiskSpace disk) {
    this.folders = folders;
    this.most = most;
    this.disk = disk;
  }

  /**
   * Returns the unpacked member. One that is there already is looked at for its size only.
   *
   * @param file the archive, whose checksum was verified
   * @throws SourceException if the archive has no such member, or it is damaged or too large
   */
  Path unpack(ArchiveMember member, Path file) throws IOException, InterruptedException {
    Path target = SourcePath.below(folders.unpacked(member.archive()), member.name());
    if (member.in(file, (zip, entry) -> isWhole(target, entry))) {
      return target;
    }
    Path downloads = Files.createDirectories(folders.downloads());
    Path lock = SourcePath.below(downloads, member.archive().sha256() + ".lock");
    return SourceLock.hold(
        lock, () -> member.in(file, (zip, entry) -> bring(member, zip, entry, target)));
  }

  private static boolean isWhole(Path target, ZipEntry entry) throws IOException {
    return Files.isRegularFile(target) && Files.size(target) == entry.getSize();
  }

  private Path bring(ArchiveMember member, ZipFile zip, ZipEntry entry, Path target)
      throws IOException {
    if (isWhole(target, entry)) {
      return target; // Whoever held the lock before has brought it.
    }
    if (entry.getSize() > most) {
      throw member.refused(
          Path.of(zip.getName()),
          "at most %d bytes".formatted(most),
          "%d bytes".formatted(entry.getSize()),
          "unpack it by hand and use it as your own file");
    }
    Path part = SourcePath.below(folders.downloads(), member.archive().sha256() + ".member");
    try {
      copy(member, zip, entry, part);
      Files.createDirectories(target.getParent());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }

  /** Copies no byte more than the archive's directory says, whatever the packed bytes hold. */
  private void copy(ArchiveMember member, ZipFile zip, ZipEntry entry, Path part)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long written = 0;
    long nextCheck = 0;
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum);
        OutputStream out = Files.newOutputStream(part)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (written + read > entry.getSize()) {
          throw new ZipException("more than the %d bytes it names".formatted(entry.getSize()));
        }
        if (written >= nextCheck) {
          long rest = entry.getSize() - written;
          disk.check(member.label(), zip.getName(), folders.downloads(), rest);
          nextCheck = written + BYTES_A_CHECK;
        }
        out.write(chunk, 0, read);
        written += read;
      }
    }
    if (written != entry.getSize() || sum.getValue() != entry.getCrc()) {
      throw new ZipException(
          "%d bytes with CRC-32 %08x instead of %d with %08x"
              .formatted(written, sum.getValue(), entry.getSize(), entry.getCrc()));
    }
  }
}
