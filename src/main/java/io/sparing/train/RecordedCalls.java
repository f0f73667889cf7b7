package io.sparing.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.script.CallRecorder;
import io.sparing.script.LoadedScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that the device repeats from a recording: the second step on arguments of the same shapes
 * is recorded, and those after it copy their arguments into the places of the first. The first is
 * an ordinary call, since what libtorch prepares once cannot be recorded.
 */
final class RecordedCalls implements StepCalls {

  /** How many shapes keep their recordings: those of lengths up to 512 in steps of 16. */
  private static final int MOST_SHAPES = 32;

  private static final Logger LOGGER = LoggerFactory.getLogger(RecordedCalls.class);

  private final LoadedScript script;
  private final CallRecorder recorder;
  private final Map<List<String>, Places> places = new LinkedHashMap<>(MOST_SHAPES, 0.75f, true);
  private boolean recording = true;

  /** How many numbers the largest arguments of a recorded step have; 0 while there is none. */
  private long largest;

  RecordedCalls(LoadedScript script, CallRecorder recorder) {
    this.script = script;
    this.recorder = recorder;
  }

  @Override
  public NDManager newManager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }

  @Override
  public float[] step(NDManager manager, List<NDArray> inputs, NDArray... rest) {
    List<NDArray> arguments = new ArrayList<>(inputs);
    arguments.addAll(List.of(rest));
    List<String> shapes =
        arguments.stream().map(each -> each.getDataType() + " " + each.getShape()).toList();
    Places found = places.get(shapes);
    if (found == null) {
      evict(MOST_SHAPES - 1);
      makeRoom(size(arguments));
      found = new Places(arguments, inputs.size());
      places.put(shapes, found);
    }
    return found.step(arguments);
  }

  private static long size(List<NDArray> arrays) {
    return arrays.stream().mapToLong(NDArray::size).sum();
  }

  /** Makes room before a call of a new shape, which needs memory beside that of the recordings. */
  private void makeRoom(long size) {
    if (largest > 0 && !recorder.hasRoom(Math.max(1, (double) size / largest))) {
      LOGGER.warn("There is no memory for recordings beside steps; further steps are called");
      stop();
    }
  }

  /** Gives up all recordings. */
  private void stop() {
    recording = false;
    largest = 0;
    places.values().forEach(Places::forget);
  }

  @Override
  public boolean release() {
    boolean any = places.values().stream().anyMatch(place -> place.recorded != null);
    stop();
    return any;
  }

  private void evict(int most) {
    var eldest = places.values().iterator();
    while (places.size() > most) {
      eldest.next().close();
      eldest.remove();
    }
  }

  @Override
  public void close() {
    evict(0);
  }

  /** Arrays on the device for arguments of some shapes, and the call that takes them. */
  private final class Places {

    private final NDManager manager = script.newManager();
    private final List<NDArray> arrays;
    private final Supplier<NDArray> call;
    private CallRecorder.Recording recorded;
    private boolean called;

    Places(List<NDArray> arguments, int inputs) {
      this.arrays =
          arguments.stream()
              .map(each -> manager.zeros(each.getShape(), each.getDataType()))
              .toList();
      this.call =
          script.preparedWithGradients(
              manager,
              "step",
              arrays.subList(0, inputs),
              arrays.subList(inputs, arrays.size()).toArray(NDArray[]::new));
    }

    float[] step(List<NDArray> arguments) {
      List<NDArray> all = new ArrayList<>(arrays);
      all.addAll(arguments);
      try (NDManager scope = script.newManager()) {
        script.call(scope, "place", all);
      }
      if (recorded == null && called && recording) {
        record();
      }
      called = true;
      if (recorded != null) {
        return recorded.repeat().toFloatArray();
      }
      try (NDArray result = call.get()) {
        return result.toFloatArray();
      }
    }

    private void record() {
      try {
        recorded = recorder.record(call);
        largest = Math.max(largest, size(arrays));
      } catch (IllegalStateException e) {
        LOGGER.warn("{}; further steps are called", e.getMessage());
        stop();
      }
    }

    void forget() {
      if (recorded != null) {
        recorded.close();
        recorded = null;
      }
    }

    void close() {
      forget();
      manager.close();
    }
  }
}
