package io.sparing.measure;

import java.util.List;

/** Computes percentiles of raw samples. */
public final class Percentiles {

  private Percentiles() {}

  /**
   * Returns a percentile with linear interpolation between the nearest samples, NumPy's default.
   *
   * @param samples in any order, at least one
   * @param percent 0 to 100
   */
  public static double of(List<Double> samples, double percent) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("Cannot take a percentile of no samples");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double position = percent / 100 * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
