package io.sparing.trial;

/** Why a trial failed. */
public enum FailureCategory {
  /**
   * Host or device memory ran out, the worker had more than its limit, or the kernel killed it for
   * memory, as its count of such kills shows.
   */
  OUT_OF_MEMORY,
  /**
   * It was not started, since even the least memory that is expected of it is more than its worker,
   * its machine or its GPU has. It says nothing of its setup, and runs once there is more.
   */
  WOULD_NOT_FIT,
  /** The worker process died of the trial: a native abort or fault, an exit. */
  CRASHED,
  /** It did not end within its limit of time awake and was killed. */
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
   * Finds a category by its name.
   *
   * @throws IllegalArgumentException if it is unknown; the message lists the known ones
   */
  public static FailureCategory find(String name) {
    return Constants.find(FailureCategory.class, "failure category", name);
  }
}
