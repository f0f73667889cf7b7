package io.sparing.quant;

import java.util.Arrays;

/** Finds the nearest of some sorted values. */
final class CodeBook {

  private final float[] values;
  private final float[] boundaries;

  /** Makes a book of values from the smallest to the largest. */
  CodeBook(float... values) {
    this.values = values.clone();
    this.boundaries = new float[values.length - 1];
    for (int i = 0; i < boundaries.length; i++) {
      boundaries[i] = (values[i] + values[i + 1]) / 2;
    }
  }

  /** Returns the index of the nearest value; of two as near, the lower. */
  int nearest(float value) {
    int found = Arrays.binarySearch(boundaries, value);
    return found >= 0 ? found : -found - 1;
  }

  /** Returns the value of an index. */
  float value(int index) {
    return values[index];
  }
}
