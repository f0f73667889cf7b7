package io.sparing.ledger;

import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ownership of a results folder by one driver, held as an operating system's lock on its {@code
 * owner.lock}. The lock ends with its process, however that ends, so what a dead owner left in the
 * file is taken over.
 */
public final class OwnerLock implements AutoCloseable {

  /** The file's name in the folder. */
  public static final String FILE = "owner.lock";

  // POSIX drops a process's lock as soon as the process closes any descriptor of the file. A second
  // try in the same JVM must therefore be refused before it opens the file.
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private static final String HOST = host();

  private final Path file;
  private final RandomAccessFile content;
  private final FileIdentity identity;
  private final String owner;

  private OwnerLock(Path file, RandomAccessFile content, FileIdentity identity, String owner) {
    this.file = file;
    this.content = content;
    this.identity = identity;
    this.owner = owner;
  }

  /**
   * Takes ownership, creating the folder if it does not exist.
   *
   * @throws IllegalStateException if another driver owns it, in this process or another; the
   *     message has the owner's user, host, process and since when
   * @throws UncheckedIOException if the file system fails or knows no locks
   */
  public static OwnerLock acquire(Path folder) {
    try {
      Path file = Files.createDirectories(folder).toRealPath().resolve(FILE);
      String self = self();
      String other = HELD_HERE.putIfAbsent(file, self);
      if (other != null) {
        throw refused(folder, other);
      }
      try {
        return lock(folder, file, self);
      } catch (IOException | RuntimeException | Error e) {
        HELD_HERE.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw StorageException.of("write in the results folder " + folder, folder, e);
    }
  }

  // The file stays open for as long as the lock is held.
  private static OwnerLock lock(Path folder, Path file, String self) throws IOException {
    RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
    try {
      FileIdentity opened = FileIdentity.of(file);
      FileLock lock = content.getChannel().tryLock();
      if (lock == null) {
        throw refused(folder, read(content));
      }
      Failpoint.LOCK_WRITE.reach();
      byte[] line = self.getBytes(StandardCharsets.UTF_8);
      content.setLength(0);
      content.write(line);
      FileIdentity now = FileIdentity.of(file);
      if (!now.sameFile(opened) || now.size() != line.length) {
        throw refused(folder, "a driver that has just replaced " + FILE);
      }
      return new OwnerLock(file, content, opened, self);
    } catch (IOException | RuntimeException | Error e) {
      content.close();
      throw e;
    }
  }

  /** Returns who owns a folder now; empty if nobody does. It changes nothing in the folder. */
  static Optional<String> owner(Path folder) {
    Path file;
    try {
      file = folder.toRealPath().resolve(FILE);
    } catch (IOException e) {
      return Optional.empty();
    }
    String here = HELD_HERE.get(file);
    if (here != null) {
      return Optional.of(here);
    }
    if (!Files.isWritable(file)) {
      return Optional.empty();
    }
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
        FileLock lock = content.getChannel().tryLock()) {
      return lock == null ? Optional.of(read(content)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no lock, or none that could be tried
    }
  }

  /** Returns who holds this lock: user, host, process and since when. */
  String owner() {
    return owner;
  }

  /**
   * Checks that the folder is still locked by this.
   *
   * @throws LostOwnershipException if the lock's file was removed or replaced
   */
  void check(Path folder) throws IOException {
    FileIdentity now = FileIdentity.of(file);
    if (!now.sameFile(identity)) {
      throw new LostOwnershipException(
          folder,
          now.exists()
              ? "its %s was replaced, it is owned by %s".formatted(FILE, Files.readString(file))
              : "its %s was removed while the sweep ran; the same command goes on".formatted(FILE));
    }
  }

  /** Releases the folder. */
  @Override
  public void close() {
    try (content) {
      Failpoint.LOCK_CLEAR.reach();
      content.setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to release " + file, e);
    } finally {
      HELD_HERE.remove(file);
    }
  }

  private static IllegalStateException refused(Path folder, String owner) {
    return new IllegalStateException(
        "Cannot run a sweep in %s: it is owned by %s"
            .formatted(folder, owner.isBlank() ? "a driver that is just starting" : owner));
  }

  private static String read(RandomAccessFile content) throws IOException {
    byte[] bytes = new byte[(int) Math.min(content.length(), 1000)];
    content.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8).trim();
  }

  private static String self() {
    return "%s@%s, process %d, since %s"
        .formatted(
            System.getProperty("user.name"),
            HOST,
            ProcessHandle.current().pid(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }
}
