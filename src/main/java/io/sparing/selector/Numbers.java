package io.sparing.selector;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people and for thresholds: the same on every machine and in every locale. */
public final class Numbers {

  private static final MathContext UP = new MathContext(3, RoundingMode.CEILING);

  private Numbers() {}

  /** A number without needless digits: {@code 8}, {@code 0.75}, {@code 10,000}. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** A fraction as {@code 93.2 %}. */
  public static String percent(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction) : "–";
  }

  /** Percentage points, as {@code 1.25}. */
  public static String points(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.2f", 100 * fraction) : "–";
  }

  /** The next number of three significant digits that is not below the value. */
  static double roundUp(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).round(UP).doubleValue()
        : value;
  }
}
