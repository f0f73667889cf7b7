package io.sparing.spark;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.watch.TrialListener;
import java.util.List;
import java.util.Map;

/** Runs trials somewhere and hands each result to the driver. */
interface Execution extends AutoCloseable {

  /**
   * Prepares trials: makes ready what they share with others, and returns when all of it is ready
   * or has failed.
   *
   * @return those that failed for good, and how
   * @throws IllegalStateException if what runs them fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  Map<TrialSpec, TrialResult> prepare(List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException;

  /**
   * Trains teachers, and returns when all of them are trained or have failed.
   *
   * @param teachers the trials that train them
   * @return those that failed for good, and how
   * @throws IllegalStateException if what runs them fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  Map<TrialSpec, TrialResult> teach(List<TrialSpec> teachers, TrialListener listener)
      throws InterruptedException;

  /**
   * Runs all trials and returns when each has ended. The listener is called on this thread; what it
   * throws cancels the rest and is thrown here.
   *
   * @throws IllegalStateException if what runs them fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  void run(List<TrialSpec> trials, TrialListener listener) throws InterruptedException;

  /**
   * Runs trials as the feed admits them, as many at a time as there are slots, and returns when it
   * has no more and each has ended. Feed and listener are called on this thread; what they throw
   * cancels the rest and is thrown here.
   *
   * @throws IllegalStateException if what runs them fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  void run(TrialFeed feed, TrialListener listener) throws InterruptedException;

  @Override
  void close();
}
