package io.sparing.worker;

import io.sparing.trial.TrialSpec;

/**
 * What a worker is asked to do for a trial.
 *
 * @param kind what
 * @param spec the trial
 */
public record WorkerRequest(Kind kind, TrialSpec spec) {

  /** What a worker can be asked to do. */
  public enum Kind {
    /** Make ready what the trial shares with others, and end. */
    PREPARE,
    /** Run the trial. */
    RUN
  }
}
