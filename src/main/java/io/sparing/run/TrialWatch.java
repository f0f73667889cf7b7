package io.sparing.run;

import io.sparing.trial.TrialResult;

/** Called as a trial goes on, on the thread that runs it. */
@FunctionalInterface
public interface TrialWatch {

  /**
   * Called when the trial has made progress.
   *
   * @param share done, 0 to 1
   */
  void progressed(double share);

  /**
   * Called with true when the trial begins to wait while others are timed alone, or for its turn,
   * and with false when it goes on.
   */
  default void waits(boolean begins) {}

  /**
   * Called when all is measured and the model is about to be saved. If the process does not survive
   * that, this is the trial's result.
   */
  default void measured(TrialResult result) {}
}
