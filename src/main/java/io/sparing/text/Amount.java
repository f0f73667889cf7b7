package io.sparing.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of money.
 *
 * @param value 0 or more
 * @param currency its three-letter code, such as {@code USD}; empty if none was named
 */
public record Amount(BigDecimal value, String currency) {

  private static final Map<String, String> SYMBOLS =
      Map.of("$", "USD", "€", "EUR", "£", "GBP", "¥", "JPY");
  private static final String CURRENCY = "([$€£¥]|[A-Za-z]{3})?";
  private static final String SPACE = "[ \\t\\u00a0\\u202f]*";
  private static final Pattern FORM =
      Pattern.compile(
          CURRENCY
              + SPACE
              + "((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:_[0-9]{3})+|[0-9]{1,15})(?:\\.[0-9]{1,6})?)"
              + SPACE
              + CURRENCY);

  /**
   * Reads an amount such as {@code 5}, {@code $12.50}, {@code 5 €} or {@code 1,200 USD}.
   *
   * @param what names the value in messages
   * @throws IllegalArgumentException if it is no amount, or names two currencies
   */
  public static Amount parse(String what, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || (matcher.group(1) != null && matcher.group(3) != null)) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + ": "
              + Printable.of(text)
              + "; expected money such as 12.50, $12.50 or 12.50 EUR, with a point before decimals");
    }
    String named = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    String currency = named == null ? "" : named.toUpperCase(Locale.ROOT);
    return new Amount(
        new BigDecimal(matcher.group(2).replaceAll("[_,]", "")),
        SYMBOLS.getOrDefault(currency, currency));
  }
}
