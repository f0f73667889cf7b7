package io.sparing.look;

/**
 * A share of test rows that were answered right.
 *
 * @param right rows answered right
 * @param rows rows answered, at least one
 */
public record Score(int right, int rows) {

  /** Standard normal quantile of 97.5 %. */
  private static final double Z = 1.96;

  /**
   * @throws IllegalArgumentException if there are no rows, or more right ones than there are
   */
  public Score {
    if (rows < 1 || right < 0 || right > rows) {
      throw new IllegalArgumentException(
          "Invalid score: %d of %d; expected 0 to all of at least one".formatted(right, rows));
    }
  }

  /** Returns the share, 0 to 1. */
  public double accuracy() {
    return (double) right / rows;
  }

  /** Returns the lower end of Wilson's interval of 95 % (1927, 10.1080/01621459.1927.10502953). */
  public double low() {
    return middle() - half();
  }

  /** Returns the upper end of the interval. */
  public double high() {
    return middle() + half();
  }

  private double middle() {
    return (accuracy() + Z * Z / (2 * rows)) / (1 + Z * Z / rows);
  }

  private double half() {
    double p = accuracy();
    return Z / (1 + Z * Z / rows) * Math.sqrt(p * (1 - p) / rows + Z * Z / (4.0 * rows * rows));
  }
}
