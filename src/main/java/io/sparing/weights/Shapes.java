package io.sparing.weights;

import java.util.Arrays;

/** Checks shapes, whatever the format. */
final class Shapes {

  /** The most dimensions that a tensor may have. */
  static final int MOST_DIMENSIONS = 16;

  private Shapes() {}

  /**
   * Returns the product of the dimensions.
   *
   * @throws MalformedWeightsException if one is negative, they are too many or the product is no
   *     long
   */
  static long elements(WeightFile file, String tensor, long[] shape)
      throws MalformedWeightsException {
    if (shape.length > MOST_DIMENSIONS) {
      throw file.refusal(
          tensor,
          Rule.TOO_MANY_DIMENSIONS,
          "%d; at most %d".formatted(shape.length, MOST_DIMENSIONS));
    }
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw file.refusal(tensor, Rule.NEGATIVE_DIMENSION, Arrays.toString(shape));
      }
      product = times(file, tensor, product, dimension, shape);
    }
    return product;
  }

  /**
   * Returns how many bytes a tensor of that shape has.
   *
   * @param bytes of one element
   * @throws MalformedWeightsException if they are more than a tensor may have
   */
  static long bytes(WeightFile file, String tensor, long[] shape, int bytes)
      throws MalformedWeightsException {
    long count = times(file, tensor, elements(file, tensor, shape), bytes, shape);
    if (count > WeightFile.LARGEST_TENSOR) {
      throw file.refusal(tensor, Rule.TOO_LARGE, count + " bytes");
    }
    return count;
  }

  private static long times(WeightFile file, String tensor, long a, long b, long[] shape)
      throws MalformedWeightsException {
    long high = Math.multiplyHigh(a, b);
    if (high != 0 || a * b < 0) {
      throw file.refusal(tensor, Rule.OVERFLOWING_SHAPE, Arrays.toString(shape));
    }
    return a * b;
  }
}
