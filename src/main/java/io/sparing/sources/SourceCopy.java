package io.sparing.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file on this machine that should be a source.
 *
 * @param source what it should be
 * @param file where it lies
 * @param cached whether it lies in the cache, where only checked files come; else in a mirror
 */
public record SourceCopy(Source source, Path file, boolean cached) {

  /**
   * Reads the whole file and says what is wrong with it, or why it cannot be read; empty if nothing
   * is wrong.
   */
  public Optional<String> damage() {
    return Damage.by(this::wrongContent);
  }

  /**
   * Returns what is wrong as far as its place asks: what lies in the cache was checked as it came.
   */
  Optional<String> refusal() {
    return cached ? Damage.by(this::wrongSize) : damage();
  }

  private Optional<String> wrongContent() throws IOException {
    Optional<String> size = wrongSize();
    if (size.isPresent()) {
      return size;
    }
    String found = Sha256.of(file);
    return found.equals(source.sha256())
        ? Optional.empty()
        : Optional.of("expected SHA-256 %s, found %s".formatted(source.sha256(), found));
  }

  private Optional<String> wrongSize() throws IOException {
    long bytes = Files.size(file);
    return bytes == source.bytes()
        ? Optional.empty()
        : Optional.of("expected %d bytes, found %d".formatted(source.bytes(), bytes));
  }
}
