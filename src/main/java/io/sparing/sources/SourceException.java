package io.sparing.sources;

import java.io.IOException;
import java.util.List;

/**
 * Thrown when a file from elsewhere cannot be found or downloaded. The message says which file,
 * where, why, and what to do.
 */
public class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String found;

  /**
   * Makes the message of its parts.
   *
   * @param what the source's path
   * @param where the file or address that was tried
   * @param expected what should have been there
   * @param found what was there instead
   * @param remedy what a person can do
   */
  public SourceException(String what, String where, String expected, String found, String remedy) {
    super(
        "Cannot resolve %s from %s: expected %s, found %s; %s"
            .formatted(what, where, expected, found, remedy));
    this.found = found;
  }

  private SourceException(SourceException failure, List<String> refused) {
    super(
        "%s; passed over %s".formatted(failure.getMessage(), String.join("; ", refused)), failure);
    this.found = failure.found;
  }

  /**
   * Returns the same failure, with what was refused before it.
   *
   * @param refused files with the reason of each; may be empty
   */
  SourceException after(List<String> refused) {
    return refused.isEmpty() ? this : new SourceException(this, refused);
  }

  /** Returns what was there instead. */
  public String found() {
    return found;
  }
}
