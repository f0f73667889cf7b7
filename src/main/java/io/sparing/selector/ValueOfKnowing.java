package io.sparing.selector;

import java.util.Arrays;

/**
 * What it is worth to know which of two choices is better: the expected gain of switching, were the
 * mean difference known, when it is taken to be normal about what was seen (Raiffa and Schlaifer,
 * "Applied Statistical Decision Theory", 1961).
 */
final class ValueOfKnowing {

  /** Spread of a difference where one data set alone speaks: two points. */
  private static final double SPREAD = 0.02;

  private ValueOfKnowing() {}

  /**
   * Returns the value in the unit of the lead.
   *
   * @param differences first less second on each data set, in units of quality
   * @param lead of the first over the second, by the goal
   */
  static double of(double[] differences, double lead) {
    double mean = Arrays.stream(differences).average().orElse(0);
    double square = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double spread = differences.length < 2 ? SPREAD : Math.sqrt(square / (differences.length - 1));
    double error = Math.max(1e-6, spread / Math.sqrt(differences.length));
    double z = Math.abs(lead) / error;
    return error * Math.max(0, density(z) - z * tail(z));
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Returns the normal's upper tail, by Zelen and Severo's polynomial (error below 1e-7). */
  private static double tail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double poly =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return density(z) * poly;
  }
}
