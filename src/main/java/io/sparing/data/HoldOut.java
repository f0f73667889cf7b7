package io.sparing.data;

/**
 * Shares of the training rows that are held out for validation and testing where no file is
 * published for it. A hash of their texts decides which rows, class by class, with no seed: every
 * machine holds out the same ones, and equal texts of a class stay together. Where rows are in
 * groups, as the questions on an article are, whole groups are held out by a hash of their names,
 * whatever their classes.
 *
 * @param validation share for validation, 0 to below 1
 * @param test share for testing, 0 to below 1
 */
public record HoldOut(double validation, double test) {

  /** Holds out nothing. */
  public static final HoldOut NONE = new HoldOut(0, 0);

  /**
   * @throws IllegalArgumentException if a share is negative or nothing would be left to learn from
   */
  public HoldOut {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "Invalid shares held out: %s and %s; expected 0 or more, together below 1"
              .formatted(validation, test));
    }
  }
}
