package io.sparing.storage;

import java.io.IOException;

/**
 * A step that changes the files of a sweep, or hands a trial on. The code calls {@link #reach()}
 * right before the step. In production nothing watches and nothing happens; a test's watch may
 * throw, which is a disk that refuses or a driver that dies there.
 */
public enum Failpoint {
  /** The owner writes its name into its lock. */
  LOCK_WRITE,
  /** The owner clears its lock as it gives the folder free. */
  LOCK_CLEAR,
  /** A ledger that is not there is made. */
  LEDGER_CREATE,
  /** A torn last line is cut off. */
  LEDGER_CUT,
  /** The line that tells a new owner is written. */
  EPOCH_WRITE,
  /** That line is forced to the disk. */
  EPOCH_SYNC,
  /** A result's line is written. */
  RESULT_WRITE,
  /** That line is forced to the disk; before, any part of it may be there. */
  RESULT_SYNC,
  /** A line that could not be written whole is taken back. */
  LINE_UNDO,
  /** A ledger without its damaged lines takes the place of the one with them. */
  LEDGER_REPLACE,
  /** Trials are given to the executors. */
  DISPATCH,
  /** The folder is made in which a segment is written. */
  STAGE_CREATE,
  /** The segment's files are written there. */
  STAGE_WRITE,
  /** A table's folder is made. */
  TABLE_CREATE,
  /** A finished file is forced to the disk. */
  SEGMENT_SYNC,
  /** A finished file gets its name among the published ones. */
  SEGMENT_LINK,
  /** Its name among the staged ones goes. */
  SEGMENT_UNLINK,
  /** The names in a table's folder are forced to the disk. */
  TABLE_SYNC,
  /** What is staged is deleted. */
  STAGE_DELETE,
  /** The folder is made for files that no ledger accounts for. */
  ASIDE_CREATE,
  /** Such a file is moved there. */
  ASIDE_MOVE;

  /** Hears of each step before it happens. */
  @FunctionalInterface
  public interface Watch {
    /**
     * A step is next.
     *
     * @throws IOException to have the step fail as a disk would
     */
    void reached(Failpoint point) throws IOException;
  }

  private static volatile Watch watch = point -> {};

  /** Has steps told to {@code next} from now on, in the whole process. For tests. */
  public static void watch(Watch next) {
    watch = next;
  }

  /** Ends the watch. */
  public static void unwatch() {
    watch = point -> {};
  }

  /**
   * Tells that this step is next.
   *
   * @throws IOException if the watch has the step fail
   */
  public void reach() throws IOException {
    watch.reached(this);
  }
}
