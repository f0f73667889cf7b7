package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.util.OptionalDouble;

/**
 * What the training of a teacher took.
 *
 * @param seconds of its optimizer steps
 * @param peakBytes largest resident memory of the process that trained it; 0 where the kernel does
 *     not report it
 */
record TeacherCost(double seconds, long peakBytes) {

  /** Of a trial that has no teacher, or trained it itself. */
  static final TeacherCost NONE = new TeacherCost(0, 0);

  /** Returns the larger of its peak and that of its student; empty where none was measured. */
  OptionalDouble peakOver(Measurements student) {
    OptionalDouble peak = student.find(Metric.PEAK_HOST_BYTES);
    return peak.isPresent()
        ? OptionalDouble.of(Math.max(peak.getAsDouble(), (double) peakBytes))
        : peak;
  }
}
