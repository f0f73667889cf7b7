package io.sparing.train;

/**
 * What training may take of the memory it computes in: that of the process on a CPU, that of the
 * device on a GPU. It may be read by any thread.
 */
public interface MemoryGauge {

  /**
   * What is seen at one moment.
   *
   * @param usedBytes what counts against the limit
   * @param limitBytes what may be used in all
   * @param hostBytes resident bytes of this process; null where they are not known
   * @param deviceBytes bytes of a GPU in use; null on a CPU
   */
  record Reading(long usedBytes, long limitBytes, Long hostBytes, Long deviceBytes) {

    /** Returns how much more may be used; 0 at least. */
    long room() {
      return Math.max(0, limitBytes - usedBytes);
    }
  }

  /** Returns what is seen now. */
  Reading read();

  /**
   * Returns whether nearing the limit is a danger in itself, since the process is killed there. A
   * GPU's allocator keeps what it has for later calls and says so when it runs out.
   */
  boolean kills();

  /** Returns whether an error says that this memory ran out. */
  boolean exhausted(Throwable error);

  /** Gives back what is kept for later calls, and has more given back as soon as it is free. */
  void release();
}
