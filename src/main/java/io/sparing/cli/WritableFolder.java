package io.sparing.cli;

import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that files can be written in a folder that may not exist yet. */
final class WritableFolder {

  private WritableFolder() {}

  /** Returns why nothing can be written there; empty if something can. It creates nothing. */
  static Optional<String> objection(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return Optional.of(Printable.of(there) + " is no folder");
    }
    if (Files.isWritable(there) && Files.isExecutable(there)) {
      return Optional.empty();
    }
    return Optional.of(
        readOnly(there)
            ? "the disk of %s is read-only".formatted(Printable.of(there))
            : "no permission to write in " + Printable.of(there));
  }

  private static boolean readOnly(Path there) {
    try {
      return Files.getFileStore(there).isReadOnly();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses a folder in which results cannot be written.
   *
   * @throws IllegalArgumentException if nothing can be written there
   */
  static void check(String option, Path folder) {
    objection(folder)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "Invalid %s: %s; %s".formatted(option, Printable.of(folder), why));
            });
  }
}
