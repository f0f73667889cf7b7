package io.sparing.meter;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;

/** Measures the largest resident memory of this process: of a trial, and while it answers. */
final class HostMemoryMeter implements Meter {

  /** The kernel's mark is one; a phase that begins sets it back. */
  private long highest;

  @Override
  public Reading start(Phase phase) {
    if (phase == Phase.TRAINING) {
      return Reading.NONE;
    }
    if (phase == Phase.TRIAL) {
      return before -> bytes(Metric.PEAK_HOST_BYTES, look());
    }
    look();
    HostMemory.resetPeak();
    return before -> {
      look();
      return bytes(Metric.INFERENCE_HOST_BYTES, HostMemory.peakBytes().orElse(0));
    };
  }

  /** Returns the highest mark since the process began. */
  private long look() {
    highest = Math.max(highest, HostMemory.peakBytes().orElse(0));
    return highest;
  }

  private static Measurements bytes(Metric metric, long bytes) {
    return bytes > 0
        ? Measurements.NONE.with(metric, (double) bytes)
        : Measurements.NONE.noting(metric, "this system does not report it");
  }
}
