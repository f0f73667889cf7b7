package io.sparing.selector;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people and for thresholds: the same on every machine and in every locale. */
public final class Numbers {

  private static final double[] ROUND = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12};

  private Numbers() {}

  /** Returns a number without needless digits: {@code 8}, {@code 0.75}, {@code 10,000}. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** Returns a fraction as {@code 93.2 %}. */
  public static String percent(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction) : "–";
  }

  /** Returns percentage points, such as {@code 1.25}. */
  public static String points(double fraction) {
    return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.2f", 100 * fraction) : "–";
  }

  /**
   * Returns the next round number (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten) that
   * is not below it.
   */
  static double roundUp(double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      return value;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : ROUND) {
      double candidate = new BigDecimal(step * power, new MathContext(3)).doubleValue();
      if (candidate >= value * (1 - 1e-9)) {
        return candidate;
      }
    }
    throw new IllegalStateException("No round number above " + value);
  }

  /** Returns the next count of two significant digits that is not below it. */
  static double countUp(double count) {
    return new BigDecimal(count).round(new MathContext(2, RoundingMode.CEILING)).doubleValue();
  }

  /** Returns a number to three significant digits, of one from 100 on all before the point. */
  public static double rounded(double value) {
    return value >= 100
        ? Math.rint(value)
        : Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
  }

  /** Returns a count to two significant digits. */
  static long rounded(long count) {
    return new BigDecimal(count).round(new MathContext(2)).longValue();
  }
}
