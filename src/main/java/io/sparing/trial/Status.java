package io.sparing.trial;

/** How a trial ended. Every planned trial ends with exactly one of these. */
public enum Status {
  /** It ran to its end and measured. */
  OK,
  /** It could not: see its {@link FailureCategory}. A failure is data. */
  FAILED,
  /** It was stopped early because others were better. */
  PRUNED,
  /**
   * It lost two executors, or two workers to kills from outside, and is not tried again unless a
   * user asks for it.
   */
  QUARANTINED;

  /**
   * Finds a status by its name.
   *
   * @throws IllegalArgumentException if it is unknown; the message lists the known ones
   */
  public static Status find(String name) {
    return Constants.find(Status.class, "status", name);
  }
}
