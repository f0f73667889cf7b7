package io.sparing.worker;

import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A worker's temporary folder, {@code sparing-worker-PARENT-NUMBER-…}: made and cleared away. */
final class ScratchFolder {

  static final String PREFIX = "sparing-worker-";

  private ScratchFolder() {}

  /** Makes the folder of one worker of this process. */
  static Path create(int worker) throws IOException {
    return Files.createTempDirectory(
        "%s%d-%d-".formatted(PREFIX, ProcessHandle.current().pid(), worker));
  }

  /**
   * Deletes a worker's folder as far as that is possible; what remains is the system's to clear.
   * Another folder is left alone.
   */
  static void delete(Path folder) {
    if (folder.getFileName() != null && folder.getFileName().toString().startsWith(PREFIX)) {
      deleteAll(folder);
    }
  }

  /** Deletes what processes that are gone left in a folder more than a day ago. */
  static void deleteAbandoned(Path temporary, Instant now) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        if (abandoned(folder, now.minus(Duration.ofDays(1)))) {
          deleteAll(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing depends on it.
    }
  }

  /**
   * Returns whether nobody uses a folder any more. A process id may be of another container that
   * shares the folder, hence the age.
   */
  private static boolean abandoned(Path folder, Instant before) throws IOException {
    String rest = folder.getFileName().toString().substring(PREFIX.length());
    String parent = rest.substring(0, Math.max(0, rest.indexOf('-')));
    return parent.matches("[0-9]{1,18}")
        && ProcessHandle.of(Long.parseLong(parent)).isEmpty()
        && Files.getLastModifiedTime(folder).toInstant().isBefore(before);
  }

  private static void deleteAll(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      // A dying worker may still write; the folder lies below the system's temporary one.
    }
  }
}
