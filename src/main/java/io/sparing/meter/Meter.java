package io.sparing.meter;

import io.sparing.measure.Measurements;

/** Measures one thing that a trial takes, over the phases that it knows. */
public interface Meter {

  /** A stretch of a trial. The others lie within the first. */
  enum Phase {
    /** From before the first file is read to the last measurement. */
    TRIAL,
    /** Steps of training, and what they need before; or what reads training rows to keep them. */
    TRAINING,
    /** From before the deployed model is loaded to its last answer. */
    ANSWERING
  }

  /** A measurement that has begun. */
  @FunctionalInterface
  interface Reading {

    /** Has nothing to say of its phase. */
    Reading NONE = before -> Measurements.NONE;

    /**
     * Ends the measurement. Called once.
     *
     * @param before what was measured before, by the meters that come first in the registry too
     * @return what was measured; or notes why it was not
     */
    Measurements end(Measurements before);
  }

  /** Begins to measure; {@link Reading#NONE} where it does not measure such a phase. */
  Reading start(Phase phase);

  /** Called when the trial has ended, however it did; what has begun is not read any more. */
  default void close() {}
}
