package io.sparing.cli;

import io.sparing.text.Quantity;
import java.math.BigDecimal;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options' quantities as people write them; see {@link Quantity}. */
final class Quantities {

  private static final String WHAT = "quantity";
  private static final BigDecimal GIGA = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private Quantities() {}

  /** Memory in GB of 10^9 bytes; a bare number is GB. */
  static final class Memory implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return converted(() -> Quantity.bytes(WHAT, text, "gb").divide(GIGA).doubleValue());
    }
  }

  /** Time in milliseconds; a bare number is milliseconds. */
  static final class Millis implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return converted(() -> Quantity.millis(WHAT, text, "ms").doubleValue());
    }
  }

  /** Time in seconds; a bare number is seconds. */
  static final class Seconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return converted(() -> Quantity.millis(WHAT, text, "s").divide(THOUSAND).doubleValue());
    }
  }

  /** A whole number, 0 or more. */
  static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return converted(() -> Quantity.count(WHAT, text));
    }
  }

  /** A whole number, 0 or more, as options without a converter of their own take it. */
  static final class Whole implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return converted(() -> Quantity.integer(WHAT, text));
    }
  }

  private static <T> T converted(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
