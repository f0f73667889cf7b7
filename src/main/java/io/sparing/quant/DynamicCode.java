package io.sparing.quant;

import java.util.Arrays;

/**
 * The signed dynamic 8-bit code of bitsandbytes (Dettmers, 2015, arXiv:1511.04561): seven decades
 * from 1e-6 to 1, each cut into twice as many steps as the one below it, with zero and one.
 */
final class DynamicCode {

  private static final int DECADES = 7;
  private static final float[] VALUES = create();

  private DynamicCode() {}

  /** Returns the 256 values from the smallest to the largest, copied. */
  static float[] values() {
    return VALUES.clone();
  }

  private static float[] create() {
    float[] values = new float[256];
    int next = 0;
    for (int decade = 0; decade < DECADES; decade++) {
      int steps = 1 << decade;
      float power = (float) Math.pow(10, decade - DECADES + 1);
      for (int step = 0; step < steps; step++) {
        float middle = (boundary(step, steps) + boundary(step + 1, steps)) / 2;
        values[next++] = power * middle;
        values[next++] = -power * middle;
      }
    }
    values[next++] = 0;
    values[next] = 1;
    Arrays.sort(values);
    return values;
  }

  /**
   * Returns a value of linspace(0.1, 1, steps + 1) in single precision, counted from the nearer
   * end.
   */
  private static float boundary(int step, int steps) {
    float width = (1 - 0.1f) / steps;
    return step < (steps + 1) / 2
        ? (float) (0.1f + (double) width * step)
        : (float) (1 - (double) width * (steps - step));
  }
}
