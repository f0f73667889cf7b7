package io.sparing.text;

import java.text.Normalizer;

/**
 * The form in which texts are compared, so that two which look alike are one: without spaces of any
 * kind and invisible marks at both ends, and with composed letters (NFC).
 */
public final class CleanText {

  private CleanText() {}

  /** Returns the clean form, which is empty if nobody would see anything of the text. */
  public static String of(String text) {
    return plain(text) ? text.strip() : composed(stripped(text));
  }

  /**
   * Returns the clean form of a name, such as a label's: inside it, too, a space of another kind or
   * a control character is a plain space, and an invisible mark is left out unless it joins or
   * selects a form, as in emoji and Persian.
   */
  public static String ofName(String name) {
    if (plain(name)) {
      return name.strip();
    }
    StringBuilder clean = new StringBuilder(name.length());
    stripped(name)
        .codePoints()
        .filter(point -> !Seen.mark(point) || Seen.joins(point))
        .map(point -> Seen.space(point) ? ' ' : point)
        .forEach(clean::appendCodePoint);
    return composed(clean);
  }

  private static String composed(CharSequence text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Returns whether nobody would see any character of the text. */
  public static boolean blank(String text) {
    return text.codePoints().allMatch(CleanText::unseen);
  }

  /**
   * Returns whether, between the first and the last character that is seen, there is one that a
   * terminal obeys or nobody sees: a control character, a line end, or an invisible mark that joins
   * nothing.
   */
  public static boolean holdsHidden(String text) {
    return !plain(text)
        && stripped(text)
            .codePoints()
            .anyMatch(
                point ->
                    Seen.control(point)
                        || point == 0x2028
                        || point == 0x2029
                        || (Seen.mark(point) && !Seen.joins(point)));
  }

  /** Returns whether there are only ASCII's visible characters and plain spaces. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && unseen(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && unseen(text.codePointBefore(end)) && !selects(text, end)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /**
   * Returns whether a mark at the end belongs to what is before it, as the form of an emoji does.
   */
  private static boolean selects(String text, int end) {
    int point = text.codePointBefore(end);
    return Seen.joins(point) && point != 0x200c && point != 0x200d;
  }

  private static boolean unseen(int point) {
    return Seen.space(point) || Seen.mark(point);
  }
}
