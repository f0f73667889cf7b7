package io.sparing.trial;

/** Why a trial failed. */
public enum FailureCategory {
  /** Host or device memory ran out, or the kernel killed the worker for its memory. */
  OUT_OF_MEMORY,
  /** The worker process died: a native abort, a signal, an exit. */
  CRASHED,
  /** It did not end before its deadline and was killed. */
  TIMEOUT,
  /** The loss became infinite or not a number. */
  DIVERGED,
  /** The processor, the library or the combination cannot do what was asked. */
  UNSUPPORTED,
  /** The data set is missing, malformed or does not fit the task. */
  BAD_DATA,
  /** Anything else: a bug, with its message. */
  ERROR;

  /**
   * Finds one by its name.
   *
   * @throws IllegalArgumentException if it is unknown; the message lists the known ones
   */
  public static FailureCategory find(String name) {
    return Constants.find(FailureCategory.class, "failure category", name);
  }
}
