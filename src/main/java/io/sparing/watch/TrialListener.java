package io.sparing.watch;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;

/** Called on the driver as a sweep goes on. All calls come from one thread, one at a time. */
@FunctionalInterface
public interface TrialListener {

  /**
   * Called while what trials share is made ready, before the first of them runs; as often as {@link
   * #progressed} does.
   *
   * @param spec any of these trials
   * @param share of the downloads that is done, 0 to 1
   */
  default void preparing(TrialSpec spec, double share) {}

  /**
   * Called when what trials share is ready or has failed; the measurements say what was found in
   * the rows.
   */
  default void prepared(TrialResult result) {}

  /**
   * Called while a teacher is trained, before the first of its students runs; as often as {@link
   * #progressed} does.
   *
   * @param teacher the trial that trains it
   * @param share of its training that is done, 0 to 1
   */
  default void teaching(TrialSpec teacher, double share) {}

  /** Called when a teacher is trained or has failed. It has no row. */
  default void taught(TrialResult result) {}

  /**
   * Called before {@link #finished} where the sweep has a budget.
   *
   * @param words what is spent and what is reserved
   */
  default void spent(String words) {}

  /** Called with something that whoever runs the sweep should know, in one line. */
  default void notice(String text) {}

  /** Called when a trial was given to a slot; late or not at all for a trial that ends at once. */
  default void started(TrialSpec spec) {}

  /**
   * Called from time to time while a trial runs, and only where Spark runs in the driver's process.
   */
  default void progressed(TrialSpec spec, double share) {}

  /** Called when a trial has ended, in the order in which they end. */
  void finished(WrittenResult written);
}
