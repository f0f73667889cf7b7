package io.sparing.needs;

/**
 * An estimate with the range in which four of five readings are expected.
 *
 * @param low lower end, in the need's unit
 * @param estimate the middle
 * @param high upper end
 */
public record Interval(double low, double estimate, double high) {

  /** Exactly nothing. */
  public static final Interval ZERO = new Interval(0, 0, 0);

  /** Returns the same times a factor of 0 or more. */
  public Interval times(double factor) {
    return new Interval(low * factor, estimate * factor, high * factor);
  }

  /**
   * Returns the same times a factor that is itself not sure.
   *
   * @param half half the width of the factor's own interval, in logarithms
   */
  Interval times(double factor, double half) {
    if (!(low > 0)) {
      return times(factor);
    }
    return new Interval(
        factor * estimate * Math.exp(-Math.hypot(half, Math.log(estimate / low))),
        factor * estimate,
        factor * estimate * Math.exp(Math.hypot(half, Math.log(high / estimate))));
  }

  /** Returns half its width, in logarithms; infinite where it begins at 0. */
  double half() {
    return low > 0 ? Math.log(high / low) / 2 : Double.POSITIVE_INFINITY;
  }

  /** Returns the larger one, end by end. */
  Interval most(Interval other) {
    return new Interval(
        Math.max(low, other.low), Math.max(estimate, other.estimate), Math.max(high, other.high));
  }

  /** Returns the sum of two, ends added: wider than that of independent readings. */
  public Interval plus(Interval other) {
    return new Interval(low + other.low, estimate + other.estimate, high + other.high);
  }
}
