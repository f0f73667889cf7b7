package io.sparing.adapt;

/** Arithmetic on embeddings. */
final class Vectors {

  /** Makes cosines into logits sharp enough for a softmax; the ranking does not depend on it. */
  static final float COSINE_SCALE = 20f;

  private Vectors() {}

  /** Returns the direction of the mean of unit vectors: of length 1. */
  static float[] centre(float[][] vectors) {
    float[] sum = new float[vectors[0].length];
    for (float[] vector : vectors) {
      float length = length(vector);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i] / length;
      }
    }
    float length = length(sum);
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= length;
    }
    return sum;
  }

  /** Returns a vector's direction: of length 1. */
  static float[] unit(float[] vector) {
    float length = length(vector);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector[i] / length;
    }
    return unit;
  }

  private static float length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return (float) Math.max(1e-12, Math.sqrt(squares));
  }
}
