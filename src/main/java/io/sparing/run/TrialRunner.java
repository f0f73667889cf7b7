package io.sparing.run;

import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.util.function.DoubleConsumer;

/** Runs one trial from its spec to its result. */
public interface TrialRunner {

  /**
   * Makes ready on this machine what a trial shares with others of its data set, model, length and
   * teacher: the models' files, and the data set's token ids for each.
   *
   * @param spec any of these trials
   * @param progress called from time to time with the share of the downloads that is done, 0 to 1
   * @return what was found in the rows, as measurements, and a line for each model that will not
   *     read all of them to their end, as message; or a failure that is the fault of what was asked
   *     and would be so again
   * @throws IOException if it failed because of anything else, such as a full disk; unchecked
   *     exceptions may be thrown for that, too
   */
  TrialResult prepare(TrialSpec spec, DoubleConsumer progress) throws IOException;

  /**
   * Trains a teacher for all its students, unless that is done already, and leaves it where their
   * workers find it.
   *
   * @param teacher the trial that trains it
   * @param progress called now and then with the share that is done, 0 to 1: of its download, then
   *     of its training
   * @return an empty success, or a failure that would be the same again
   * @throws IOException if it failed of anything else, such as a full disk; so may unchecked ones
   */
  TrialResult teach(TrialSpec teacher, DoubleConsumer progress) throws IOException;

  /**
   * Runs a trial to its end. A trial that fails returns a result with {@link Status#FAILED}; only
   * errors that leave the process unusable, such as an {@link OutOfMemoryError}, may be thrown.
   *
   * @param spec what to do
   * @param watch called from time to time as the trial goes on
   */
  TrialResult run(TrialSpec spec, TrialWatch watch);

  /**
   * Called on another thread when the process is asked to end, in the middle of a trial or not.
   * Returns when what the trial has come to is kept, if it can be.
   */
  default void end() {}
}
