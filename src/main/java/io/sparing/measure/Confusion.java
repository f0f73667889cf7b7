package io.sparing.measure;

import java.util.function.IntToDoubleFunction;

/**
 * How often each class was expected, predicted, and both at once: what scores of predicted classes
 * are computed of. Classes are counted from 0.
 */
public final class Confusion {

  private final int rows;
  private final int[] expected;
  private final int[] predicted;
  private final int[] right;

  private Confusion(int rows, int classes) {
    this.rows = rows;
    this.expected = new int[classes];
    this.predicted = new int[classes];
    this.right = new int[classes];
  }

  /**
   * Counts predictions.
   *
   * @param expected the right classes, from 0
   * @param predicted as many predicted classes
   * @param classes how many classes there are
   * @throws IllegalArgumentException if there are no rows, or not one prediction a row
   */
  public static Confusion of(int[] expected, int[] predicted, int classes) {
    if (expected.length == 0 || expected.length != predicted.length) {
      throw new IllegalArgumentException(
          "Cannot score %d predictions for %d rows".formatted(predicted.length, expected.length));
    }
    Confusion counts = new Confusion(expected.length, classes);
    for (int row = 0; row < expected.length; row++) {
      counts.expected[expected[row]]++;
      counts.predicted[predicted[row]]++;
      if (expected[row] == predicted[row]) {
        counts.right[expected[row]]++;
      }
    }
    return counts;
  }

  /** Returns how many rows are of a class. */
  public int expected(int label) {
    return expected[label];
  }

  /** Returns the rows whose class was predicted right, as a fraction of all rows. */
  public double accuracy() {
    int hits = 0;
    for (int count : right) {
      hits += count;
    }
    return ratio(hits, rows);
  }

  /** Returns the rows of a class that are right, as a fraction of those predicted as it. */
  public double precision(int label) {
    return ratio(right[label], predicted[label]);
  }

  /** Returns the rows of a class that are right, as a fraction of its rows. */
  public double recall(int label) {
    return ratio(right[label], expected[label]);
  }

  /** Returns the harmonic mean of precision and recall of a class. */
  public double f1(int label) {
    return ratio(2 * right[label], expected[label] + predicted[label]);
  }

  /**
   * Returns the mean over the classes. A class that is neither expected nor predicted does not
   * count, as in scikit-learn.
   *
   * @param score of a class
   */
  public double macro(IntToDoubleFunction score) {
    double sum = 0;
    int present = 0;
    for (int label = 0; label < expected.length; label++) {
      if (expected[label] + predicted[label] > 0) {
        present++;
        sum += score.applyAsDouble(label);
      }
    }
    return sum / present;
  }

  /** Returns a ratio, where 0/0 is 0, as in scikit-learn. */
  private static double ratio(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
