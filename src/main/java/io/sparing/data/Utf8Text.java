package io.sparing.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads UTF-8 without stopping at malformed bytes, and cleans texts. */
final class Utf8Text {

  /**
   * Stands for bytes that are no UTF-8 while rows are checked: a code point that Unicode reserves
   * for never being in a text, unlike U+FFFD, which a sound file may hold.
   */
  static final char MALFORMED = '\uffff';

  private static final int BYTE_ORDER_MARK = 0xfeff;

  private Utf8Text() {}

  /** Opens a text of lines behind its byte-order mark, if it has one. */
  static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(new LineEnds(openDocument(file), file), 1 << 16);
  }

  /** Opens a text whose lines mean nothing behind its byte-order mark, if it has one. */
  static BufferedReader openDocument(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder()), 1 << 16);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /** Returns a text of these bytes, those that are no UTF-8 marked as in an opened file. */
  static String decode(byte[] bytes) {
    try {
      return decoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("Failed to replace what is no UTF-8", e);
    }
  }

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .replaceWith(String.valueOf(MALFORMED));
  }

  /**
   * Returns whether the text cannot be written as UTF-8: its bytes were none, or half a pair is
   * alone.
   */
  static boolean malformed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (malformed(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean malformed(CharSequence text, int i) {
    char c = text.charAt(i);
    return c == MALFORMED || (Character.isSurrogate(c) && !paired(text, i));
  }

  private static boolean paired(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /**
   * Returns a text as models read it: as written, but without space around it, its control
   * characters as spaces, malformed parts as U+FFFD.
   */
  static String clean(String text) {
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      if (stripped.charAt(i) < ' ' || malformed(stripped, i)) {
        return cleaned(stripped).strip();
      }
    }
    return stripped;
  }

  private static String cleaned(String text) {
    StringBuilder cleaned = new StringBuilder(text);
    for (int i = 0; i < cleaned.length(); i++) {
      if (malformed(text, i)) {
        cleaned.setCharAt(i, '\ufffd');
      } else if (cleaned.charAt(i) < ' ') {
        cleaned.setCharAt(i, ' ');
      }
    }
    return cleaned.toString();
  }
}
