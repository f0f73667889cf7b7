package io.sparing.model;

import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of a model in their shapes, all zero; no byte exists before it is asked for. */
final class BlankWeights {

  private BlankWeights() {}

  /**
   * By the names of the tree.
   *
   * @param shapes by the same
   */
  static Map<String, TensorData> of(Map<String, long[]> shapes) {
    Map<String, TensorData> weights = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> weights.put(name, blank(shape)));
    return weights;
  }

  private static TensorData blank(long[] shape) {
    long bytes = Float.BYTES;
    for (long size : shape) {
      bytes *= size;
    }
    int length = Math.toIntExact(bytes);
    return TensorData.computed(DataType.FLOAT32, shape, () -> ByteBuffer.allocate(length));
  }
}
