package io.sparing.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.script.CallRecorder;
import io.sparing.script.LoadedScript;
import java.util.List;
import java.util.Optional;

/** Calls a training script's {@code step}. */
interface StepCalls extends AutoCloseable {

  /** Returns a manager for the arguments of a call. */
  NDManager newManager();

  /**
   * Takes a step.
   *
   * @param manager one of {@link #newManager}, which has the arguments
   * @return what the method returns
   */
  float[] step(NDManager manager, List<NDArray> inputs, NDArray... rest);

  /** Gives back memory that only makes calls faster; returns whether there was any. */
  boolean release();

  @Override
  void close();

  /** Returns calls from recordings, where there is a recorder; otherwise one call a step. */
  static StepCalls of(LoadedScript script, Optional<CallRecorder> recorder) {
    return recorder.<StepCalls>map(it -> new RecordedCalls(script, it)).orElse(plain(script));
  }

  /** Returns one call a step. */
  static StepCalls plain(LoadedScript script) {
    return new StepCalls() {
      @Override
      public NDManager newManager() {
        return script.newManager();
      }

      @Override
      public float[] step(NDManager manager, List<NDArray> inputs, NDArray... rest) {
        return script.callWithGradients(manager, "step", inputs, rest).toFloatArray();
      }

      @Override
      public boolean release() {
        return false;
      }

      @Override
      public void close() {
        // has nothing
      }
    };
  }
}
