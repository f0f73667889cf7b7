package io.sparing.worker;

import io.sparing.trial.TrialResult;
import java.util.Optional;

/**
 * Thrown when a worker is gone, or never came, by no fault of what it was asked to do: there is no
 * result.
 */
public final class LostWorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How workers are lost. */
  enum Reason {
    /** It was killed from outside, and not for its memory. */
    KILLED(2),
    /** It was asked to end, as people and schedulers do. */
    ASKED(5),
    /** It did not start. */
    UNSTARTED(2),
    /** Its preparation was late, killed or out of memory, or failed because of the machine. */
    UNPREPARED(1);

    private final int most;

    Reason(int most) {
      this.most = most;
    }

    /** Returns how many workers a trial may lose so. */
    int most() {
      return most;
    }
  }

  private final Reason reason;
  private final transient TrialResult measured;

  LostWorkerException(Reason reason, String message, Optional<TrialResult> measured) {
    super(message);
    this.reason = reason;
    this.measured = measured.orElse(null);
  }

  Reason reason() {
    return reason;
  }

  /** Returns whether the worker was killed from outside, and not for its memory. */
  public boolean killed() {
    return reason == Reason.KILLED;
  }

  /** Returns what the trial had measured when only its model was not saved yet. */
  Optional<TrialResult> measured() {
    return Optional.ofNullable(measured);
  }
}
