package io.sparing.adapt;

import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A pair of random factors for linear layers of several shapes: drawn once for the largest, of
 * which each layer has the first columns of A and the first rows of B, as in PEFT.
 */
final class RandomFactors {

  private final int rank;
  private final int columns;
  private final float[] a;
  private final float[] b;
  private final Map<Integer, TensorData> right = new HashMap<>();
  private final Map<Integer, TensorData> left = new HashMap<>();

  /**
   * Draws from uniform distributions as PEFT does (He et al., 2015, arXiv:1502.01852).
   *
   * @param weights [out, in] of the layers
   * @param seed of the draw
   */
  RandomFactors(int rank, List<TensorData> weights, long seed) {
    this.rank = rank;
    this.columns = weights.stream().mapToInt(weight -> weight.size(1)).max().orElse(0);
    int rows = weights.stream().mapToInt(weight -> weight.size(0)).max().orElse(0);
    Random random = new Random(seed);
    this.a = drawn(rank * columns, Math.sqrt(6.0 / columns), random);
    this.b = drawn(rows * rank, Math.sqrt(6.0 / rank), random);
  }

  private static float[] drawn(int count, double bound, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  /** A [rank, in] of layers of so many inputs, the same object for all. */
  TensorData right(int in) {
    return right.computeIfAbsent(
        in,
        width -> {
          float[] some = new float[rank * width];
          for (int r = 0; r < rank; r++) {
            System.arraycopy(a, r * columns, some, r * width, width);
          }
          return TensorData.floats(some, rank, width);
        });
  }

  /** B [out, rank] of layers of so many outputs, the same object for all. */
  TensorData left(int out) {
    return left.computeIfAbsent(
        out, height -> TensorData.floats(Arrays.copyOf(b, height * rank), height, rank));
  }
}
