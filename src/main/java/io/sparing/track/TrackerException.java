package io.sparing.track;

/** Thrown when a tracker did not take what it was sent. The message names the server. */
final class TrackerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private TrackerException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  /** Returns one for a server that cannot be reached, is busy or broken: it may do so later. */
  static TrackerException passing(String message, Throwable cause) {
    return new TrackerException(message, true, cause);
  }

  /** Returns one for a server that refused: it would do so again. */
  static TrackerException refused(String message, Throwable cause) {
    return new TrackerException(message, false, cause);
  }

  /** Returns whether another attempt may succeed. */
  boolean passing() {
    return passing;
  }
}
