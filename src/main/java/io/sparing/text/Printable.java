package io.sparing.text;

/**
 * Shows values from files and commands in messages: a character that would move a cursor, colour a
 * terminal or not be seen at all is written like {@code \}{@code u001b}, and a long value is
 * shortened in its middle.
 */
public final class Printable {

  private static final int MOST = 120;

  private Printable() {}

  /** Returns a value as a message shows it, with at most 120 characters. */
  public static String of(Object value) {
    return of(String.valueOf(value), MOST);
  }

  /**
   * Returns a value as a message shows it.
   *
   * @param most characters of the value that are shown; two thirds of them are its first ones
   */
  public static String of(String value, int most) {
    if (value.length() <= most || value.codePointCount(0, value.length()) <= most) {
      return escape(value);
    }
    int last = most / 3;
    int head = value.offsetByCodePoints(0, most - last);
    int tail = value.offsetByCodePoints(value.length(), -last);
    return escape(value.substring(0, head)) + "…" + escape(value.substring(tail));
  }

  /** Returns the whole value in one line. */
  public static String escape(String value) {
    if (value.codePoints().noneMatch(Printable::hidden)) {
      return value;
    }
    StringBuilder shown = new StringBuilder();
    value.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (point) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (hidden(point)) {
          shown.append(String.format(point > 0xffff ? "\\u{%x}" : "\\u%04x", point));
        } else {
          shown.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean hidden(int point) {
    return (point != ' ' && (Seen.space(point) || Seen.mark(point)))
        || Character.getType(point) == Character.SURROGATE
        || (point & 0xfffe) == 0xfffe;
  }
}
