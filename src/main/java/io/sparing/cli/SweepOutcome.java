package io.sparing.cli;

import io.sparing.sweep.Sweep;
import io.sparing.trial.TrialResult;
import java.nio.file.Path;
import java.util.List;

/**
 * What a sweep left behind.
 *
 * @param sweep what was asked
 * @param folder where its files lie
 * @param results of all its trials that have one, in the order of the sweep
 */
record SweepOutcome(Sweep sweep, Path folder, List<TrialResult> results) {

  /** Returns how many trials have ended well, in this run or before. */
  long succeeded() {
    return results.stream().filter(TrialResult::ok).count();
  }
}
