package io.sparing.script;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Takes one lane out of tensors that carry the lane axis first. */
public final class Lanes {

  private Lanes() {}

  /** Returns one lane of an fp32 tensor [lanes, …], as [1, …]. */
  public static TensorData select(TensorData tensor, int lane) {
    long[] shape = tensor.shape();
    shape[0] = 1;
    int size = Math.toIntExact(tensor.elements() / tensor.size(0));
    float[] values = Arrays.copyOfRange(tensor.toFloats(), lane * size, (lane + 1) * size);
    return TensorData.floats(values, shape);
  }

  /** Returns an fp32 tensor […] repeated as [lanes, …]. */
  public static TensorData repeat(TensorData tensor, int lanes) {
    float[] values = tensor.toFloats();
    float[] repeated = new float[lanes * values.length];
    for (int lane = 0; lane < lanes; lane++) {
      System.arraycopy(values, 0, repeated, lane * values.length, values.length);
    }
    long[] shape = LongStream.concat(LongStream.of(lanes), LongStream.of(tensor.shape())).toArray();
    return TensorData.floats(repeated, shape);
  }

  /** Returns one lane of an fp32 tensor [lanes, …], as […]. */
  public static TensorData squeeze(TensorData tensor, int lane) {
    long[] shape = tensor.shape();
    return TensorData.floats(
        select(tensor, lane).toFloats(), Arrays.copyOfRange(shape, 1, shape.length));
  }

  /** Returns a linear layer of several lanes as one of this lane alone. */
  public static ScriptModule selectLinear(ScriptModule linear, int lane) {
    return linear
        .withBuffer(Layers.WEIGHT, select(linear.tensor(Layers.WEIGHT), lane))
        .withBuffer(Layers.BIAS, select(linear.tensor(Layers.BIAS), lane));
  }
}
