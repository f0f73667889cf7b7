package io.sparing.data;

import io.sparing.text.Printable;

/**
 * Thrown when data is missing, malformed or does not fit. The message names the file and the row,
 * in one line.
 */
public class BadDataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes one with a message of one line for a person. */
  public BadDataException(String message) {
    super(Printable.escape(message));
  }

  /** Makes one with a message of one line for a person, and its cause. */
  public BadDataException(String message, Throwable cause) {
    super(Printable.escape(message), cause);
  }
}
