package io.sparing.cli;

import io.sparing.admission.ExpectedMemory;
import io.sparing.admission.Limits;
import io.sparing.needs.Expectation;
import io.sparing.needs.Interval;

/**
 * Whether a trial's memory fits where trials run.
 *
 * @param limits of a machine; where trials run on others, the limits that hold on every machine
 */
record Fitting(Limits limits) {

  /** Returns whether it may fit. */
  boolean fits(Expectation expected) {
    return limits.refusal(memory(expected)).isEmpty();
  }

  /** Returns what a trial is expected to take of the machine that it runs on. */
  static ExpectedMemory memory(Expectation expected) {
    Interval host = expected.hostBytes();
    Interval device = expected.deviceBytes().orElse(Interval.ZERO);
    return new ExpectedMemory(
        Math.round(host.low()),
        Math.round(host.high()),
        Math.round(device.low()),
        Math.round(device.high()));
  }
}
