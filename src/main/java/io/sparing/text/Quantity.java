package io.sparing.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one reader of sizes, times and counts as people write them: {@code 4GB}, {@code 4 GiB},
 * {@code 1h 30min}, {@code 10_000}, {@code 1.5M}.
 *
 * <p>A number has ASCII digits, a point before its decimals, and perhaps {@code ,} or {@code _}
 * before every three digits. What could be meant in two ways is refused with the right form: a
 * comma elsewhere, a sign, an exponent, other digits, an unknown unit, a zero where it means
 * nothing.
 */
public final class Quantity {

  /** Marks of thousands, all of one kind, never after a leading zero; then perhaps decimals. */
  private static final String NUMBER =
      "(?:[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+)|[0-9]{1,18})(?:\\.[0-9]{1,18})?|\\.[0-9]{1,18}";

  private static final String SPACE = "[ \\t\\u00a0\\u202f]*";
  private static final Pattern PART =
      Pattern.compile("(" + NUMBER + ")" + SPACE + "([a-zA-Z]*)" + SPACE);
  private static final BigDecimal MOST = new BigDecimal("1e15");

  /** Bytes; a letter alone is binary, as Java and containers take it: {@code 3g} is 3 GiB. */
  private static final Map<String, BigDecimal> BYTES = sizes();

  private static final Map<String, BigDecimal> MILLIS =
      Map.ofEntries(
          unit("ms", 1),
          unit("millis", 1),
          unit("milliseconds", 1),
          unit("s", 1_000),
          unit("sec", 1_000),
          unit("second", 1_000),
          unit("seconds", 1_000),
          unit("m", 60_000),
          unit("min", 60_000),
          unit("mins", 60_000),
          unit("minute", 60_000),
          unit("minutes", 60_000),
          unit("h", 3_600_000),
          unit("hour", 3_600_000),
          unit("hours", 3_600_000),
          unit("d", 86_400_000),
          unit("day", 86_400_000),
          unit("days", 86_400_000));

  private static final Map<String, BigDecimal> COUNTS =
      Map.ofEntries(
          unit("", 1),
          unit("k", 1_000),
          unit("thousand", 1_000),
          unit("m", 1_000_000),
          unit("million", 1_000_000),
          unit("b", 1_000_000_000),
          unit("billion", 1_000_000_000));

  private final String what;
  private final String form;
  private final Map<String, BigDecimal> units;

  private Quantity(String what, String form, Map<String, BigDecimal> units) {
    this.what = what;
    this.form = form;
    this.units = units;
  }

  /**
   * Reads a size in bytes, above 0.
   *
   * @param what names the value in messages, such as {@code --memory}
   * @param bare what a number without unit is, such as {@code gb}; empty if it is refused
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal bytes(String what, String text, String bare) {
    Quantity size = new Quantity(what, "a size such as 512MB, 4GB or 4GiB", with(BYTES, bare));
    return size.positive(text, size.single(text));
  }

  /**
   * Reads a time in milliseconds, above 0; parts add up, as in {@code 1h 30min}.
   *
   * @param bare as for {@link #bytes}
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal millis(String what, String text, String bare) {
    Quantity time =
        new Quantity(what, "a time such as 200ms, 90s, 15min or 2h", with(MILLIS, bare));
    return time.positive(text, time.sum(text));
  }

  /**
   * Reads a whole number, 0 or more. A decimal point needs a unit behind it, since {@code 1.000} is
   * a thousand to some.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long count(String what, String text) {
    Quantity count = new Quantity(what, "a whole number such as 10000, 10_000, 10k or 1M", COUNTS);
    BigDecimal value = count.single(text);
    boolean bare = Character.isDigit(text.strip().charAt(text.strip().length() - 1));
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    if (!whole || (bare && text.contains("."))) {
      throw count.invalid(text, "");
    }
    return value.longValueExact();
  }

  /**
   * Reads a whole number, 0 or more, that is an {@code int}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static int integer(String what, String text) {
    long count = count(what, text);
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + ": "
              + Printable.of(text)
              + "; expected at most "
              + Integer.MAX_VALUE);
    }
    return (int) count;
  }

  private BigDecimal single(String text) {
    Matcher part = PART.matcher(text.strip());
    if (!part.matches()) {
      throw invalid(text, remark(text));
    }
    return value(text, part);
  }

  /** Adds up parts whose units descend; only a single part may be without unit. */
  private BigDecimal sum(String text) {
    String written = text.strip();
    Matcher part = PART.matcher(written);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal least = null;
    int end = 0;
    while (end < written.length() && part.region(end, written.length()).lookingAt()) {
      BigDecimal factor = factor(text, part.group(2));
      boolean ordered = least == null || factor.compareTo(least) < 0;
      boolean bareAmongOthers =
          part.group(2).isEmpty() && part.end() - part.start() < written.length();
      if (!ordered || bareAmongOthers) {
        throw invalid(text, "");
      }
      sum = sum.add(value(text, part));
      least = factor;
      end = part.end();
    }
    if (end == 0 || end < written.length()) {
      throw invalid(text, remark(text));
    }
    return sum;
  }

  private BigDecimal value(String text, Matcher part) {
    BigDecimal number = new BigDecimal(part.group(1).replaceAll("[_,]", ""));
    BigDecimal value = number.multiply(factor(text, part.group(2)));
    if (value.compareTo(MOST) > 0) {
      throw invalid(text, ", not that large");
    }
    return value;
  }

  private BigDecimal factor(String text, String unit) {
    BigDecimal factor = units.get(unit.toLowerCase(Locale.ROOT));
    if (factor == null) {
      throw invalid(text, unit.isEmpty() ? ", with its unit" : "; unknown unit " + unit);
    }
    return factor;
  }

  private BigDecimal positive(String text, BigDecimal value) {
    if (value.signum() == 0) {
      throw invalid(text, " above 0");
    }
    return value;
  }

  private static String remark(String text) {
    return text.contains(",")
        ? ", with a point before decimals; a comma stands before three digits only"
        : "";
  }

  private IllegalArgumentException invalid(String text, String remark) {
    return new IllegalArgumentException(
        "Invalid " + what + ": " + Printable.of(text) + "; expected " + form + remark);
  }

  private static Map<String, BigDecimal> with(Map<String, BigDecimal> units, String bare) {
    Map<String, BigDecimal> all = new LinkedHashMap<>(units);
    if (!bare.isEmpty()) {
      all.put("", units.get(bare));
    }
    return all;
  }

  private static Map<String, BigDecimal> sizes() {
    Map<String, BigDecimal> sizes = new LinkedHashMap<>();
    sizes.put("b", BigDecimal.ONE);
    sizes.put("byte", BigDecimal.ONE);
    sizes.put("bytes", BigDecimal.ONE);
    int power = 1;
    for (String letter : "k m g t".split(" ", -1)) {
      BigDecimal binary = BigDecimal.valueOf(1024).pow(power);
      sizes.put(letter, binary);
      sizes.put(letter + "i", binary);
      sizes.put(letter + "ib", binary);
      sizes.put(letter + "b", BigDecimal.valueOf(1000).pow(power++));
    }
    return Map.copyOf(sizes);
  }

  private static Map.Entry<String, BigDecimal> unit(String name, long factor) {
    return Map.entry(name, BigDecimal.valueOf(factor));
  }
}
