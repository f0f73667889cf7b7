package io.sparing.watch;

import io.sparing.trial.Status;

/** How a sweep or a trial stands, in the words of MLflow's {@code RunStatus}. */
public enum RunState {
  /** It has begun and not ended. */
  RUNNING,
  /** It ran to its end. */
  FINISHED,
  /** It could not. */
  FAILED,
  /** It was stopped from outside before its end. */
  KILLED;

  /** Returns the state of a trial that ended so; {@code PRUNED} is {@code KILLED}. */
  public static RunState of(Status status) {
    return switch (status) {
      case OK -> FINISHED;
      case FAILED, QUARANTINED -> FAILED;
      case PRUNED -> KILLED;
    };
  }
}
