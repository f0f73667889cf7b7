package io.sparing.worker;

import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;

/** What a worker reports to its parent. */
sealed interface WorkerMessage {

  /**
   * The worker takes a request from now on.
   *
   * @param pid its process id
   * @param startUpMillis from the start of its process
   */
  record Ready(long pid, long startUpMillis) implements WorkerMessage {}

  /**
   * The running trial goes on.
   *
   * @param share done, 0 to 1
   */
  record Progress(double share) implements WorkerMessage {}

  /**
   * The running trial waits for others, or goes on.
   *
   * @param begins whether it begins to wait
   */
  record Waits(boolean begins) implements WorkerMessage {}

  /**
   * All of the running trial is measured, and its model is about to be saved.
   *
   * @param result its row
   */
  record Measured(TrialResult result) implements WorkerMessage {}

  /**
   * The running trial ended, and the worker ends with it.
   *
   * @param written its row
   */
  record Result(WrittenResult written) implements WorkerMessage {}

  /** The running request used up its time, and the worker ends. */
  record Late() implements WorkerMessage {}

  /**
   * The running preparation failed, not because of what it was asked to prepare but because of the
   * machine; the worker ends.
   *
   * @param message one line for a person
   */
  record Unprepared(String message) implements WorkerMessage {}

  /**
   * A line that begins like a message and is none.
   *
   * @param line as received
   */
  record Garbled(String line) implements WorkerMessage {}

  /** The worker's output ended: the process is dead or dying. */
  record Ended() implements WorkerMessage {}
}
