package io.sparing.measure;

import java.util.Map;

/** Measures the quality of predicted classes. */
public final class Classification {

  private Classification() {}

  /**
   * Returns the accuracy and the macro averages of precision, recall and F1. A class that is
   * neither expected nor predicted does not count into the averages; a ratio of 0/0 counts as 0, as
   * in scikit-learn.
   *
   * @param expected the right classes, from 0
   * @param predicted as many predicted classes
   * @param classes how many classes there are
   * @throws IllegalArgumentException if there are no rows, or not one prediction a row
   */
  public static Measurements of(int[] expected, int[] predicted, int classes) {
    if (expected.length == 0 || expected.length != predicted.length) {
      throw new IllegalArgumentException(
          "Cannot score %d predictions for %d rows".formatted(predicted.length, expected.length));
    }
    int[] asked = new int[classes];
    int[] given = new int[classes];
    int[] right = new int[classes];
    int hits = 0;
    for (int row = 0; row < expected.length; row++) {
      asked[expected[row]]++;
      given[predicted[row]]++;
      if (expected[row] == predicted[row]) {
        right[expected[row]]++;
        hits++;
      }
    }
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    int present = 0;
    for (int c = 0; c < classes; c++) {
      if (asked[c] + given[c] > 0) {
        present++;
        precision += ratio(right[c], given[c]);
        recall += ratio(right[c], asked[c]);
        f1 += ratio(2 * right[c], asked[c] + given[c]);
      }
    }
    return new Measurements(
        Map.of(
            Metric.ACCURACY, ratio(hits, expected.length),
            Metric.MACRO_PRECISION, precision / present,
            Metric.MACRO_RECALL, recall / present,
            Metric.MACRO_F1, f1 / present));
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
