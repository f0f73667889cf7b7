package io.sparing.trial;

/**
 * Thrown when a text is no trial's result, whatever version of Sparing is said to have written it.
 */
final class MalformedResultException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MalformedResultException(String message) {
    super(message);
  }

  MalformedResultException(String message, Throwable cause) {
    super(message, cause);
  }
}
