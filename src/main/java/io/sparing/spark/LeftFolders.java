package io.sparing.spark;

import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;

/**
 * Deletes the {@link ProcessFolder}s of processes of this user that are gone. A folder's owner is
 * gone if no process has its id and nobody holds its lock: an id alone may be of another container
 * that shares the folder. A folder whose owner is unclear, or that cannot be deleted, is left
 * alone.
 */
final class LeftFolders {

  /**
   * A folder that was never locked belongs to a process that is about to lock it, unless it is
   * older.
   */
  private static final Duration NEVER_LOCKED = Duration.ofDays(1);

  private LeftFolders() {}

  /**
   * Deletes the folders beside this one.
   *
   * @param own folder of this process
   */
  static void delete(Path own) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(own.resolveSibling("."), "sparing-*")) {
      for (Path folder : folders) {
        Path left = folder.toAbsolutePath().normalize();
        if (!left.equals(own.normalize()) && ofGoneProcess(left) && sameOwner(left, own)) {
          deleteUnlocked(left);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing depends on it.
    }
  }

  /** Deletes a folder as far as that is possible; links in it are not followed. */
  static void deleteAll(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      // Somebody deletes or writes there too.
    }
  }

  private static boolean ofGoneProcess(Path folder) {
    Matcher name = ProcessFolder.NAME.matcher(folder.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    long pid = Long.parseLong(name.group(1));
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  private static boolean sameOwner(Path folder, Path own) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
  }

  private static void deleteUnlocked(Path folder) throws IOException {
    Path lock = folder.resolve(ProcessFolder.LOCK);
    if (!Files.exists(lock)) {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      if (made.isBefore(Instant.now().minus(NEVER_LOCKED))) {
        deleteAll(folder);
      }
      return;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        deleteAll(folder);
      }
    } catch (OverlappingFileLockException | IOException e) {
      // In use, or on a file system without locks.
    }
  }
}
