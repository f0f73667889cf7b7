package io.sparing.trial;

import java.util.function.DoubleConsumer;

/** Runs one trial from its spec to its result. */
@FunctionalInterface
public interface TrialRunner {

  /**
   * Runs a trial to its end. A trial that fails returns a result with {@link Status#FAILED}; only
   * errors that leave the process unusable, such as an {@link OutOfMemoryError}, may be thrown.
   *
   * @param spec what to do
   * @param progress told now and then which share of the trial is done, 0 to 1
   */
  TrialResult run(TrialSpec spec, DoubleConsumer progress);
}
