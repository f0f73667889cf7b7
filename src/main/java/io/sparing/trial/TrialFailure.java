package io.sparing.trial;

/** Thrown inside a trial to end it as {@link Status#FAILED} with a category. */
public final class TrialFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCategory category;

  /** Makes a failure with its category and a message that says what to do. */
  public TrialFailure(FailureCategory category, String message) {
    super(message);
    this.category = category;
  }

  /** Returns why it failed. */
  public FailureCategory category() {
    return category;
  }
}
