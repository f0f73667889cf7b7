package io.sparing.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.DataType;
import io.sparing.script.LoadedScript;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies the state of a training script out of libtorch and back, as {@link StateSource} has it.
 */
final class ScriptState {

  private static final String PREFIX = "state.";

  private ScriptState() {}

  /** Returns the tensors by name. One is copied to the host whenever its bytes are asked for. */
  static Map<String, TensorData> of(LoadedScript script) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    try (NDManager manager = script.newManager()) {
      long count = script.call(manager, "states").toLongArray()[0];
      for (int i = 0; i < count; i++) {
        int place = i;
        try (NDArray array = at(script, manager, place)) {
          tensors.put(
              name(place),
              TensorData.computed(
                  DataType.valueOf(array.getDataType().name()),
                  array.getShape().getShape(),
                  () -> bytes(script, place)));
        }
      }
    }
    return tensors;
  }

  private static String name(int place) {
    return PREFIX + "%05d".formatted(place);
  }

  private static NDArray at(LoadedScript script, NDManager manager, int place) {
    return script.call(manager, "state", manager.create((long) place));
  }

  private static ByteBuffer bytes(LoadedScript script, int place) {
    try (NDManager manager = script.newManager()) {
      return at(script, manager, place).toByteBuffer(false);
    }
  }

  /**
   * Takes the tensors up.
   *
   * @throws RuntimeException if they are not those of such a script
   */
  static void restore(LoadedScript script, Map<String, TensorData> tensors) {
    try (NDManager manager = script.newManager()) {
      List<NDArray> values = new ArrayList<>();
      for (int i = 0; tensors.containsKey(name(i)); i++) {
        values.add(array(manager, tensors.get(name(i))));
      }
      script.callWithGradients(manager, "restore", values); // else what is made is for inference
    }
  }

  private static NDArray array(NDManager manager, TensorData tensor) {
    return manager.create(
        tensor.bytes(),
        new Shape(tensor.shape()),
        ai.djl.ndarray.types.DataType.valueOf(tensor.type().name()));
  }
}
