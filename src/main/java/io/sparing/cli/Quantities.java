package io.sparing.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantities as people write them: {@code 4GB}, {@code 4 GiB}, {@code 0.2s}, {@code 10k}. */
final class Quantities {

  private static final Pattern FORM =
      Pattern.compile("([0-9][0-9_,]*\\.?[0-9]*|\\.[0-9]+)\\s*([a-z]*)");

  private Quantities() {}

  /** Memory in GB of 10^9 bytes; a bare number is GB. */
  static final class Memory implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return parse(
          text,
          Map.of(
              "",
              1.0,
              "g",
              1.0,
              "gb",
              1.0,
              "gib",
              0x1p30 / 1e9,
              "m",
              1e-3,
              "mb",
              1e-3,
              "mib",
              0x1p20 / 1e9,
              "tb",
              1e3),
          "memory such as 4GB, 4GiB or 512MB");
    }
  }

  /** Time in milliseconds; a bare number is milliseconds. */
  static final class Millis implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return parse(text, Map.of("", 1.0, "ms", 1.0, "s", 1e3), "a time such as 200ms or 0.2s");
    }
  }

  /** Time in seconds; a bare number is seconds. */
  static final class Seconds implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return parse(
          text,
          Map.of("", 1.0, "s", 1.0, "m", 60.0, "min", 60.0, "h", 3600.0),
          "a time such as 90s, 15min or 2h");
    }
  }

  /** A whole number. */
  static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      String expected = "a whole number such as 10000, 10_000 or 10k";
      if (text.trim().matches("0+")) {
        return 0L;
      }
      double value = parse(text, Map.of("", 1.0, "k", 1e3, "m", 1e6), expected);
      if (value != Math.rint(value)) {
        throw invalid(text, expected);
      }
      return (long) value;
    }
  }

  private static double parse(String text, Map<String, Double> units, String expected) {
    Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      throw invalid(text, expected);
    }
    double value =
        Double.parseDouble(matcher.group(1).replaceAll("[_,]", "")) * units.get(matcher.group(2));
    if (!(value > 0)) {
      throw invalid(text, expected);
    }
    return value;
  }

  private static TypeConversionException invalid(String text, String expected) {
    return new TypeConversionException(
        "Invalid quantity: %s; expected %s above 0".formatted(text, expected));
  }
}
