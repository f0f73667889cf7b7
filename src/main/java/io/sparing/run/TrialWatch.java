package io.sparing.run;

import io.sparing.trial.TrialResult;

/** Hears how a trial goes, on the thread that runs it. */
@FunctionalInterface
public interface TrialWatch {

  /**
   * The trial got on.
   *
   * @param share done, 0 to 1
   */
  void progressed(double share);

  /**
   * All is measured and the model is about to be saved. Should the process not survive that, this
   * is what the trial came to.
   */
  default void measured(TrialResult result) {}
}
