package io.sparing.run;

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
}
