package io.sparing.quant;

import io.sparing.script.DataType;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;

/** Weights [out, in] as symmetric 8-bit integers: a row's largest magnitude becomes 127. */
final class Int8Rows {

  private Int8Rows() {}

  /**
   * Returns a module with a linear layer's weights: buffers {@code weight} [out, in] of int8,
   * {@code scale} [out] and {@code bias} [out].
   */
  static ScriptModule quantize(ScriptModule linear, String name, String forward) {
    TensorData weight = linear.tensor("weight");
    int out = weight.size(0);
    int in = weight.size(1);
    float[] values = weight.toFloats();
    byte[] quantized = new byte[values.length];
    float[] scales = new float[out];
    for (int row = 0; row < out; row++) {
      scales[row] = quantizeRow(values, row * in, in, quantized);
    }
    return ScriptModule.of(name, forward)
        .withBuffer(
            "weight",
            TensorData.of(DataType.INT8, new long[] {out, in}, ByteBuffer.wrap(quantized)))
        .withBuffer("scale", TensorData.floats(scales, out))
        .withBuffer(Layers.BIAS, Layers.bias(linear));
  }

  private static float quantizeRow(float[] values, int from, int count, byte[] quantized) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    float scale = Math.max(largest, 1e-12f) / 127;
    for (int i = from; i < from + count; i++) {
      quantized[i] = (byte) Math.round(values[i] / scale);
    }
    return scale;
  }
}
