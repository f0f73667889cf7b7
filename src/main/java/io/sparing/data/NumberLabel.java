package io.sparing.data;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A label that is a number.
 *
 * @param value without zeros at its end
 * @param whole whether it is a whole number
 * @param plain whether it is written with digits and a sign alone
 */
record NumberLabel(BigDecimal value, boolean whole, boolean plain) {

  private static final Pattern FORM =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?");
  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]+");

  /** Returns the number that a clean label is, if it is one. */
  static Optional<NumberLabel> of(String label) {
    if (!FORM.matcher(label).matches()) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(label).stripTrailingZeros();
    return Optional.of(new NumberLabel(value, value.scale() <= 0, PLAIN.matcher(label).matches()));
  }

  /** Returns its shortest form without an exponent. */
  String text() {
    return value.toPlainString();
  }
}
