package io.sparing.sweep;

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

  private final Path file;
  private final RandomAccessFile content;

  private OwnerLock(Path file, RandomAccessFile content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Takes ownership, making the folder if it is not there.
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
      } catch (IOException | RuntimeException e) {
        HELD_HERE.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write in the results folder %s (%s)"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }

  // The file stays open for as long as the lock is held.
  private static OwnerLock lock(Path folder, Path file, String self) throws IOException {
    RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
    try {
      FileLock lock = content.getChannel().tryLock();
      if (lock == null) {
        throw refused(folder, read(content));
      }
      content.setLength(0);
      content.write(self.getBytes(StandardCharsets.UTF_8));
      return new OwnerLock(file, content);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    try (content) {
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
            host(),
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
