package io.sparing.look;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;

/** Runs the trial of a landmark. */
@FunctionalInterface
public interface LandmarkRunner {

  /**
   * Runs a trial to its end, whatever that is.
   *
   * @throws io.sparing.worker.LostWorkerException if there is no result, by no fault of the trial
   */
  TrialResult run(TrialSpec spec);
}
