package io.sparing.script;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/**
 * Records what a call asks of its device, so that the device can repeat it without the call being
 * made again. A recorder belongs to the thread that opened it; close its recordings before it.
 */
public interface CallRecorder extends AutoCloseable {

  /** A recorded call. */
  interface Recording extends AutoCloseable {

    /**
     * Repeats the call on the device, with what its arguments hold by now.
     *
     * @return the same array every time, which the next repetition overwrites
     */
    NDArray repeat();

    @Override
    void close();
  }

  /**
   * Records a call. The device does none of it until it is repeated.
   *
   * @param call takes the same arrays every time, waits for no result of the device, and was made
   *     before with arguments of these shapes
   * @throws IllegalStateException if it could not be recorded; the device did nothing
   */
  Recording record(Supplier<NDArray> call);

  /**
   * Returns whether the device has memory for a call that is not recorded, beside the recordings
   * that are open: they keep theirs.
   *
   * @param times how many times as much as the largest recorded call it may take
   */
  boolean hasRoom(double times);

  @Override
  void close();
}
