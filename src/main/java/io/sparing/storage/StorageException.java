package io.sparing.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Thrown when a sweep's folder cannot be written any more. The message says why (the disk is full,
 * read-only or failing, or the folder is gone or may not be written) and what to do.
 */
public final class StorageException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  private static final List<String> FULL =
      List.of("no space left", "disk quota exceeded", "not enough space");
  private static final long NEARLY_FULL = 64 << 10;

  private StorageException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * Returns the exception for what a file system, or a library above it, threw.
   *
   * @param attempt what failed, such as {@code write results/x/ledger.jsonl}
   * @param folder of the sweep
   */
  public static StorageException of(String attempt, Path folder, Exception thrown) {
    String remedy =
        reason(folder, thrown)
            .map(
                reason ->
                    reason + ". What was committed is kept; the same command goes on from there")
            .orElseGet(() -> String.valueOf(thrown.getMessage()));
    IOException cause = thrown instanceof IOException io ? io : new IOException(thrown);
    return new StorageException("Failed to %s: %s".formatted(attempt, remedy), cause);
  }

  /** Returns why the folder cannot be written; empty if it is not known to be the disk's fault. */
  public static Optional<String> reason(Path folder, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (FULL.stream().anyMatch(message::contains)) {
        return Optional.of("the disk is full; make room on it");
      }
      if (message.contains("read-only file system")) {
        return Optional.of("the disk is read-only");
      }
      if (message.contains("input/output error")) {
        return Optional.of("the disk fails with an input/output error");
      }
      if (cause instanceof AccessDeniedException || message.contains("permission denied")) {
        return Optional.of("permission to write there is denied");
      }
      if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
        return Optional.of("a file has the name of a folder: " + cause.getMessage());
      }
    }
    return Files.notExists(folder)
        ? Optional.of("the folder %s is gone".formatted(folder))
        : byState(folder, thrown);
  }

  /**
   * Returns the reason as the disk's state shows it, for messages in a language that is not known
   * here.
   */
  private static Optional<String> byState(Path folder, Throwable thrown) {
    if (!(thrown instanceof IOException) || thrown instanceof NoSuchFileException) {
      return Optional.empty();
    }
    try {
      if (Files.getFileStore(folder).isReadOnly()) {
        return Optional.of("the disk is read-only");
      }
      return Files.getFileStore(folder).getUsableSpace() < NEARLY_FULL
          ? Optional.of("the disk is full; make room on it")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
