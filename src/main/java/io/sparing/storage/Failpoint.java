package io.sparing.storage;

import java.io.IOException;

/**
 * A step that changes the files of a sweep, or hands a trial on. The code calls {@link #reach()}
 * right before the step. In production nothing watches and nothing happens; a test's watch may
 * throw, as if a disk refused or a driver died there.
 */
public enum Failpoint {
  /** The owner writes its name into its lock. */
  LOCK_WRITE,
  /** The owner clears its lock when it releases the folder. */
  LOCK_CLEAR,
  /** A missing ledger is created. */
  LEDGER_CREATE,
  /** A torn last line is cut off. */
  LEDGER_CUT,
  /** The line that names a new owner is written. */
  EPOCH_WRITE,
  /** That line is forced to the disk. */
  EPOCH_SYNC,
  /** A result's line is written. */
  RESULT_WRITE,
  /** That line is forced to the disk; until then, any part of it may be there. */
  RESULT_SYNC,
  /** The line that reserves of a budget for a trial is written. */
  RESERVE_WRITE,
  /** That line is forced to the disk. */
  RESERVE_SYNC,
  /** A line that could not be written completely is removed again. */
  LINE_UNDO,
  /** A ledger without its damaged lines takes the place of the one with them. */
  LEDGER_REPLACE,
  /** Trials are given to the executors. */
  DISPATCH,
  /** The teachers of a sweep are deleted once all its trials have ended. */
  TEACHERS_DELETE,
  /** The state of a training is deleted, since its trial has its result. */
  CHECKPOINT_DELETE,
  /** The folder in which a segment is written is created. */
  STAGE_CREATE,
  /** The segment's files are written there. */
  STAGE_WRITE,
  /** A table's folder is created. */
  TABLE_CREATE,
  /** A finished file is forced to the disk. */
  SEGMENT_SYNC,
  /** A finished file gets its name among the published ones. */
  SEGMENT_LINK,
  /** Its name among the staged ones is removed. */
  SEGMENT_UNLINK,
  /** The names in a table's folder are forced to the disk. */
  TABLE_SYNC,
  /** The staged files are deleted. */
  STAGE_DELETE,
  /** The folder for files that no ledger accounts for is created. */
  ASIDE_CREATE,
  /** Such a file is moved there. */
  ASIDE_MOVE;

  /** Called before each step. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Called when a step is next.
     *
     * @throws IOException to make the step fail as a disk would
     */
    void reached(Failpoint point) throws IOException;
  }

  private static volatile Watch watch = point -> {};

  /** Reports steps to {@code next} from now on, in the whole process. For tests. */
  public static void watch(Watch next) {
    watch = next;
  }

  /** Ends the watch. */
  public static void unwatch() {
    watch = point -> {};
  }

  /**
   * Reports that this step is next.
   *
   * @throws IOException if the watch makes the step fail
   */
  public void reach() throws IOException {
    watch.reached(this);
  }
}
