package io.sparing.train;

import io.sparing.script.Attribute;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;

/**
 * An upper bound of what a pass keeps for the way back, from the shapes of a model alone. Far below
 * what is there, nothing need be measured.
 *
 * @param bytesPerToken of what linear layers take and give
 * @param bytesPerPair of attention between two tokens
 */
record RoughMemory(long bytesPerToken, long bytesPerPair) {

  /** Rows of a table that is looked up: more than any linear layer has. */
  private static final int TABLE = 16384;

  /**
   * Each of a layer's numbers in fp32. What several layers take is kept once, which leaves room for
   * what functions between layers keep.
   */
  private static final int BYTES = Float.BYTES;

  /** The softmax of scores in fp32 and, of one layer at a time, the gradients of both. */
  private static final int PAIR_BYTES = 3 * Float.BYTES;

  static RoughMemory of(ScriptModule model) {
    long widths = 0;
    for (TensorData tensor : model.allTensors().values()) {
      long[] shape = tensor.shape();
      if (shape.length >= 2 && shape[shape.length - 2] < TABLE) {
        widths += shape[shape.length - 2] + shape[shape.length - 1];
      }
    }
    long heads =
        model.allModules().values().stream()
            .map(module -> module.attributes().get("heads"))
            .mapToLong(RoughMemory::value)
            .sum();
    return new RoughMemory(widths * BYTES, heads * PAIR_BYTES);
  }

  private static long value(Attribute attribute) {
    return attribute != null && attribute.value() instanceof Long number ? number : 0;
  }

  /** Returns the bytes of a pass over rows of that many tokens. */
  long bytes(int rows, int tokens) {
    return (long) rows * tokens * (bytesPerToken + bytesPerPair * tokens);
  }
}
