package io.sparing.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Clears away a worker's temporary folder. */
final class ScratchFolder {

  private ScratchFolder() {}

  /** Deletes the folder as far as that is possible; what remains is the system's to clear. */
  static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // A dying worker may still write; the folder lies below the system's temporary one.
    }
  }
}
