package io.sparing.worker;

import io.sparing.trial.TrialSpec;

/** What a worker is asked to do for a trial. */
public record WorkerRequest(Kind kind, TrialSpec spec) {

  /** What can be asked. */
  public enum Kind {
    /** Have ready what the trial shares with others. */
    PREPARE,
    /** Run the trial. */
    RUN
  }
}
