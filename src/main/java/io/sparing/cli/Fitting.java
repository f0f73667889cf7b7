package io.sparing.cli;

import io.sparing.admission.ExpectedMemory;
import io.sparing.admission.Limits;
import io.sparing.needs.Estimator;
import io.sparing.needs.Expectation;
import io.sparing.needs.Interval;
import io.sparing.trial.BatchFit;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.Map;

/**
 * Whether a trial's memory fits where trials run.
 *
 * @param limits of a machine; where trials run on others, the limits that hold on every machine
 * @param batch whether passes become smaller where memory is short
 */
record Fitting(Limits limits, BatchFit batch) {

  /** Returns whether it may fit. */
  boolean fits(Estimator estimator, TrialSpec spec) {
    return limits.refusal(memory(estimator, spec)).isEmpty();
  }

  /**
   * Returns what a trial is expected to take of the machine that it runs on: at most with its
   * passes as they are set, at least with the smallest ones that it may take.
   */
  ExpectedMemory memory(Estimator estimator, TrialSpec spec) {
    Expectation most = estimator.expect(spec);
    Expectation least =
        batch == BatchFit.FIT && spec.training().isPresent()
            ? estimator.expect(rowByRow(spec))
            : most;
    Interval device = most.deviceBytes().orElse(Interval.ZERO);
    Interval leastDevice = least.deviceBytes().orElse(Interval.ZERO);
    return new ExpectedMemory(
        low(least.hostBytes(), most.hostBytes()),
        Math.round(most.hostBytes().high()),
        low(leastDevice, device),
        Math.round(device.high()));
  }

  private static long low(Interval least, Interval most) {
    return Math.round(Math.min(least.low(), most.low()));
  }

  private static TrialSpec rowByRow(TrialSpec spec) {
    Map<String, Object> settings = TrialSpecParser.toSettings(spec);
    settings.put("batch_size", 1L);
    return TrialSpecParser.fromSettings(settings);
  }
}
