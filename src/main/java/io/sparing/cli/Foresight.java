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
 * <p>What a trial takes at most is a bet on which its reservation rests, and at which it is ended.
 * So it is well above what is expected: a few seconds, and twice as long once there are results of
 * this machine, before that as far off as sizes alone may be.
 */
final class Foresight {

  private static final double MEASURED = 2;
  private static final double UNMEASURED = 4;
  private static final double SECONDS_MORE = 5;
  private static final double BYTES_A_GIGABYTE = 1e9;

  /** Of what results there were, a fifth more are a reason to look again. */
  private static final double MORE = 1.2;

  private final WorkerSettings workers;
  private final Supplier<List<TrialResult>> results;
  private final Estimator uncalibrated;
  private Estimator estimator;
  private int seen;

  /**
   * @param device that trials run on
   * @param threads native threads of each
   * @param workers whose limits end trials
   * @param results of the sweep up to now
   */
  Foresight(
      DeviceKind device, int threads, WorkerSettings workers, Supplier<List<TrialResult>> results) {
    this.workers = workers;
    this.results = results;
    this.uncalibrated = Estimator.of(device, threads);
    this.estimator = uncalibrated;
  }

  /** Returns the wall time that a trial is expected to take. */
  double expectedSeconds(TrialSpec spec) {
    return now().expect(spec).seconds().estimate();
  }

  /** Returns the wall time after which a trial is ended. */
  double mostSeconds(TrialSpec spec) {
    double expected = expectedSeconds(spec);
    return Math.min(
        workers.deadline().toMillis() / 1e3,
        (seen > 0 ? MEASURED : UNMEASURED) * expected + SECONDS_MORE);
  }

  /** Returns the host memory that a trial takes at most, GB of 10^9 bytes. */
  double mostGigabytes(TrialSpec spec) {
    long limit = workers.memoryLimitBytes();
    return limit > 0
        ? limit / BYTES_A_GIGABYTE
        : now().expect(spec).hostBytes().high() / BYTES_A_GIGABYTE;
  }

  private Estimator now() {
    List<TrialResult> known = results.get().stream().filter(TrialResult::ok).toList();
    if (known.size() > MORE * seen) {
      estimator = uncalibrated.calibrate(known);
      seen = known.size();
    }
    return estimator;
  }
}
