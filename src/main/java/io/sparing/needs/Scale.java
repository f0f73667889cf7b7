package io.sparing.needs;

/**
 * How a need of one machine compares with that of another.
 *
 * @param factor by which it is larger
 * @param half half the width of the interval of a need's own factor, in logarithms: how far the
 *     factors of calibration trials lie apart
 * @param trials calibration trials that it rests on
 */
public record Scale(double factor, double half, int trials) {

  /** Returns what the other machine needs. */
  public Interval of(Interval need) {
    return need.times(factor, half);
  }

  /** Returns the factor with its interval. */
  public Interval interval() {
    return new Interval(factor * Math.exp(-half), factor, factor * Math.exp(half));
  }
}
