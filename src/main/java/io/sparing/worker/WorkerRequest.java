package io.sparing.worker;

import io.sparing.trial.TrialSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * What a worker is asked to do for a trial.
 *
 * @param kind what
 * @param spec the trial
 * @param allowance the longest wall time from when a worker has it, waits included; a request with
 *     one is given to one worker only
 */
public record WorkerRequest(Kind kind, TrialSpec spec, Optional<Duration> allowance) {

  /** Makes a request that nothing but its deadline limits. */
  public WorkerRequest(Kind kind, TrialSpec spec) {
    this(kind, spec, Optional.empty());
  }

  /** What a worker can be asked to do. */
  public enum Kind {
    /** Make ready what the trial shares with others, and end. */
    PREPARE,
    /** Train the teacher of others, which the trial is, and end. */
    TEACH,
    /** Run the trial. */
    RUN;

    /**
     * Returns whether it makes something ready for other trials. Such a request may take any time
     * as long as it goes on, has no row, and is left to those trials if it is lost.
     */
    public boolean preparation() {
      return this != RUN;
    }
  }
}
