package io.sparing.text;

/** Writes numbers as a person writes them in a file: {@code 16}, {@code 0.05}, {@code 5e-5}. */
public final class PlainNumber {

  private static final double WITH_ALL_DIGITS = 1e7;

  private PlainNumber() {}

  /** Returns the shortest digits that give the number, without a fraction of 0. */
  public static String of(double number) {
    if (number == Math.rint(number) && Math.abs(number) < WITH_ALL_DIGITS) {
      return Long.toString((long) number);
    }
    return Double.toString(number).replace(".0E", "e").replace('E', 'e');
  }
}
