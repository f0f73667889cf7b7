package io.sparing.sources;

import java.io.IOException;

/** A file from elsewhere cannot be had. Its message says what, where, why, and what to do. */
public class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String expected;
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
    this.expected = expected;
    this.found = found;
  }

  /** What should have been there. */
  public String expected() {
    return expected;
  }

  /** What was there instead. */
  public String found() {
    return found;
  }
}
