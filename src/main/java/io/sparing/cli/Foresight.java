package io.sparing.cli;

import io.sparing.needs.Estimator;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerSettings;
import java.util.List;
import java.util.function.Supplier;

/**
 * Foresees what trials of a sweep take, closer with every few results that it has.
 *
 * <p>What a trial takes at most is a bet on which its reservation rests, and at which it is ended:
 * a few seconds and half as much again as the upper end of what is expected.
 */
final class Foresight {

  private static final double BEYOND = 1.5;
  private static final double SECONDS_MORE = 5;
  private static final double BYTES_A_GIGABYTE = 1e9;

  /** Of what results there were, a fifth more are a reason to look again. */
  private static final double MORE = 1.2;

  private final WorkerSettings workers;
  private final Supplier<List<TrialResult>> results;
  private Estimator estimator;
  private int seen;

  /**
   * @param threads that a trial has
   * @param workers whose limits end trials
   * @param results of the sweep up to now
   */
  Foresight(
      DeviceKind device, int threads, WorkerSettings workers, Supplier<List<TrialResult>> results) {
    this.workers = workers;
    this.results = results;
    this.estimator = Estimator.of(device, threads);
  }

  /** Returns the wall time that a trial is expected to take. */
  double expectedSeconds(TrialSpec spec) {
    return now().expect(spec).seconds().estimate();
  }

  /** Returns the wall time after which a trial is ended. */
  double mostSeconds(TrialSpec spec) {
    return Math.min(
        workers.deadline().toMillis() / 1e3,
        BEYOND * now().expect(spec).seconds().high() + SECONDS_MORE);
  }

  /** Returns the host memory that a trial takes at most, GB of 10^9 bytes. */
  double mostGigabytes(TrialSpec spec) {
    long limit = workers.memoryLimitBytes();
    double bytes = limit > 0 ? limit : BEYOND * now().expect(spec).hostBytes().high();
    return bytes / BYTES_A_GIGABYTE;
  }

  private Estimator now() {
    List<TrialResult> known = results.get();
    if (known.size() > MORE * seen) {
      estimator = estimator.calibrate(known);
      seen = known.size();
    }
    return estimator;
  }
}
