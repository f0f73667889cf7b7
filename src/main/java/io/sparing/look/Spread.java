package io.sparing.look;

import io.sparing.measure.Percentiles;
import java.util.Arrays;
import java.util.List;

/**
 * How sizes are spread.
 *
 * @param median half of them are at most that
 * @param p95 of 100 of them 95 are at most that
 * @param largest the largest of them
 */
public record Spread(long median, long p95, long largest) {

  /**
   * Returns the spread of sizes.
   *
   * @param sizes at least one
   */
  static Spread of(int[] sizes) {
    List<Double> samples = Arrays.stream(sizes).asDoubleStream().boxed().toList();
    return new Spread(at(samples, 50), at(samples, 95), at(samples, 100));
  }

  private static long at(List<Double> samples, double percent) {
    return Math.round(Percentiles.of(samples, percent));
  }
}
