package io.sparing.worker;

import io.sparing.trial.TrialSpec;

/**
 * What a worker is asked to do for a trial.
 *
 * @param kind what
 * @param spec the trial
 */
public record WorkerRequest(Kind kind, TrialSpec spec) {

  /** What can be asked. */
  public enum Kind {
    /** Have ready what the trial shares with others, and end. */
    PREPARE,
    /** Run the trial. */
    RUN
  }
}
