package io.sparing.spark;

import io.sparing.trial.TrialSpec;
import java.time.Duration;
import java.util.Optional;

/** Says which trial may begin next. All calls come from the thread that runs the sweep. */
interface TrialFeed {

  /**
   * A trial that may begin.
   *
   * @param spec what to run
   * @param allowance the longest wall time that its worker may take for it
   */
  record Admitted(TrialSpec spec, Duration allowance) {}

  /** Returns the next trial; empty if none may begin before another one ends. */
  Optional<Admitted> next();

  /**
   * Called when a trial that was admitted has no result, by no fault of its own.
   *
   * @param seconds wall time since it was admitted
   */
  void lost(TrialSpec spec, String why, double seconds);
}
