package io.sparing.sources;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Finds what is wrong with a file. That it cannot be read counts as wrong, too. */
final class Damage {

  /** Looks at a file. */
  interface Look {
    Optional<String> damage() throws IOException;
  }

  private Damage() {}

  /** Returns what a look finds, or why there can be none; empty if nothing is wrong. */
  static Optional<String> by(Look look) {
    try {
      return look.damage();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof NoSuchFileException) {
      return "it is gone";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
