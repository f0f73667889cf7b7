package io.sparing.data;

import io.sparing.text.Printable;

/**
 * Data that is missing, malformed or does not fit; the message names the file and the row, in one
 * line.
 */
public final class BadDataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With one line for a person. */
  public BadDataException(String message) {
    super(Printable.escape(message));
  }

  /** With one line for a person and what was behind it. */
  public BadDataException(String message, Throwable cause) {
    super(Printable.escape(message), cause);
  }
}
