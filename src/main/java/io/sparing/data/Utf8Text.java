package io.sparing.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads UTF-8 without stopping at what is none, and cleans texts. */
final class Utf8Text {

  /**
   * Stands for bytes that are no UTF-8 while rows are checked: a code point that Unicode reserves
   * for never being in a text, unlike U+FFFD, which a sound file may hold.
   */
  static final char MALFORMED = '\uffff';

  private static final int BYTE_ORDER_MARK = 0xfeff;

  private Utf8Text() {}

  /** Opens a text behind its byte-order mark, if it has one. */
  static BufferedReader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(String.valueOf(MALFORMED))),
            1 << 16);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** Whether some bytes of the text were no UTF-8. */
  static boolean malformed(String text) {
    return text.indexOf(MALFORMED) >= 0;
  }

  /**
   * A text without space around it, its control characters as spaces, malformed bytes as U+FFFD.
   */
  static String clean(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if (odd(stripped.charAt(i))) {
        return cleaned(stripped).strip();
      }
    }
    return stripped;
  }

  private static boolean odd(char c) {
    return c < ' ' || c == MALFORMED;
  }

  private static String cleaned(String text) {
    StringBuilder cleaned = new StringBuilder(text);
    for (int i = 0; i < cleaned.length(); i++) {
      char c = cleaned.charAt(i);
      if (odd(c)) {
        cleaned.setCharAt(i, c == MALFORMED ? '\ufffd' : ' ');
      }
    }
    return cleaned.toString();
  }
}
