package io.sparing.needs;

import java.util.Arrays;
import java.util.List;

/**
 * Fits sums of terms to readings: coefficients of 0 or more that make relative errors small, robust
 * against outliers (Huber's weights). It goes over the coefficients in turn until they settle.
 */
final class NonNegativeFit {

  private static final int WEIGHINGS = 12;
  private static final int ROUNDS = 400;
  private static final double HUBER = 3;
  private static final double SMALLEST_SCALE = 0.005;

  /** How strongly coefficients that few readings speak for are pulled to what is assumed. */
  private static final double PULL = 0.1;

  /**
   * A reading.
   *
   * @param terms what it is a sum of, each times its coefficient
   * @param value what was read, above 0
   * @param atMost whether it is an upper bound only
   * @param weight how much it counts, above 0
   */
  record Reading(double[] terms, double value, boolean atMost, double weight) {}

  private NonNegativeFit() {}

  /**
   * Returns the coefficients.
   *
   * @param assumed what each is where no reading speaks for it
   */
  static double[] fit(List<Reading> readings, double[] assumed) {
    double[] coefficients = assumed.clone();
    double[] weights = readings.stream().mapToDouble(Reading::weight).toArray();
    for (int weighing = 0; weighing < WEIGHINGS; weighing++) {
      descend(readings, weights, assumed, coefficients);
      weigh(readings, coefficients, weights);
    }
    return coefficients;
  }

  /** Returns the sum of the terms. */
  static double sum(double[] coefficients, double[] terms) {
    double sum = 0;
    for (int t = 0; t < terms.length; t++) {
      sum += coefficients[t] * terms[t];
    }
    return sum;
  }

  private static void descend(
      List<Reading> readings, double[] weights, double[] assumed, double[] coefficients) {
    int size = coefficients.length;
    double[][] products = new double[size][size];
    double[] aims = new double[size];
    for (int i = 0; i < weights.length; i++) {
      Reading reading = readings.get(i);
      for (int a = 0; a < size; a++) {
        double scaled = weights[i] * reading.terms()[a] / reading.value();
        aims[a] += scaled;
        for (int b = 0; b < size; b++) {
          products[a][b] += scaled * reading.terms()[b] / reading.value();
        }
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int a = 0; a < size; a++) {
        double others = -products[a][a] * coefficients[a];
        for (int b = 0; b < size; b++) {
          others += products[a][b] * coefficients[b];
        }
        double square = products[a][a];
        double aim = aims[a] - others + PULL * square * assumed[a];
        coefficients[a] = square > 0 ? Math.max(0, aim / (square * (1 + PULL))) : assumed[a];
      }
    }
  }

  private static void weigh(List<Reading> readings, double[] coefficients, double[] weights) {
    double[] errors = new double[weights.length];
    double[] sizes = new double[weights.length];
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      Reading reading = readings.get(i);
      errors[i] = sum(coefficients, reading.terms()) / reading.value() - 1;
      if (!reading.atMost()) {
        sizes[count++] = Math.abs(errors[i]);
      }
    }
    double scale = Math.max(SMALLEST_SCALE, 1.4826 * median(sizes, count));
    for (int i = 0; i < weights.length; i++) {
      Reading reading = readings.get(i);
      double robust = Math.min(1, HUBER * scale / Math.max(1e-12, Math.abs(errors[i])));
      boolean met = reading.atMost() && errors[i] <= 0;
      weights[i] = met ? 0 : reading.weight() * robust;
    }
  }

  private static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return count == 0 ? 0 : sorted[count / 2];
  }
}
