package io.sparing.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.script.CallRecorder;
import io.sparing.script.LoadedScript;
import java.util.List;
import java.util.Optional;

/** How a training script's {@code step} is called. */
interface StepCalls extends AutoCloseable {

  /** A manager for the arguments of a call. */
  NDManager newManager();

  /**
   * Takes a step.
   *
   * @param manager one of {@link #newManager}, which has the arguments
   * @return what the method returns
   */
  float[] step(NDManager manager, List<NDArray> inputs, NDArray... rest);

  @Override
  void close();

  /** From recordings, where there is a recorder; otherwise a call a step. */
  static StepCalls of(LoadedScript script, Optional<CallRecorder> recorder) {
    return recorder.<StepCalls>map(it -> new RecordedCalls(script, it)).orElse(plain(script));
  }

  /** A call a step. */
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
      public void close() {
        // has nothing
      }
    };
  }
}
