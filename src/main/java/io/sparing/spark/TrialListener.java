package io.sparing.spark;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;

/** Hears on the driver how a sweep goes. All calls come from one thread, one at a time. */
@FunctionalInterface
public interface TrialListener {

  /** A trial was given to a slot. Comes late or not at all for a trial that ends at once. */
  default void started(TrialSpec spec) {}

  /** A trial got on. Comes now and then, and only where Spark runs in the driver's process. */
  default void progressed(TrialSpec spec, double share) {}

  /** A trial ended, in the order in which they end. */
  void finished(TrialResult result);
}
