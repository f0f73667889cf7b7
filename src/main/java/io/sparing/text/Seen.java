package io.sparing.text;

/** Says which code points a reader sees. */
final class Seen {

  /**
   * Characters that Unicode allows programs not to show, beside those of the general category of
   * format characters.
   */
  private static final String IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  private Seen() {}

  /** Returns whether it is a space of any width, a line end or another control character. */
  static boolean space(int point) {
    return Character.isSpaceChar(point) || control(point);
  }

  /** Returns whether it is one of Unicode's 65 control characters. */
  static boolean control(int point) {
    return Character.getType(point) == Character.CONTROL;
  }

  /** Returns whether it is shown as nothing, not even as a space: U+200B, U+FEFF and the like. */
  static boolean mark(int point) {
    return IGNORABLE.indexOf(point) >= 0
        || (Character.getType(point) == Character.FORMAT && !numberSign(point))
        || selector(point);
  }

  /**
   * Returns whether it means something between two others, as joiners do and what selects a
   * symbol's form.
   */
  static boolean joins(int point) {
    return point == 0x200c
        || point == 0x200d
        || selector(point)
        || (point >= 0xe0020 && point <= 0xe007f);
  }

  private static boolean selector(int point) {
    return (point >= 0xfe00 && point <= 0xfe0f)
        || (point >= 0xe0100 && point <= 0xe01ef)
        || (point >= 0x180b && point <= 0x180f);
  }

  /**
   * Returns whether it is an Arabic, Syriac or Kaithi sign around numbers: a format character that
   * is shown.
   */
  private static boolean numberSign(int point) {
    return (point >= 0x600 && point <= 0x605)
        || point == 0x6dd
        || point == 0x70f
        || point == 0x890
        || point == 0x891
        || point == 0x8e2
        || point == 0x110bd
        || point == 0x110cd;
  }
}
