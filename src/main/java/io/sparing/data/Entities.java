package io.sparing.data;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Undoes what AG News did to its texts: the ampersand of an HTML entity became a space, as in
 * {@code It #39;s}, and a line end a backslash. Numbers from 128 to 159 mean characters of Windows'
 * Latin, as in browsers.
 */
final class Entities {

  private static final Pattern ENTITY =
      Pattern.compile("(?:^|[ &])(?:#0?(\\d{2,5})|(lt|gt|quot|amp|nbsp|hellip));");
  private static final Map<String, String> NAMED =
      Map.of("lt", "<", "gt", ">", "quot", "\"", "amp", "&", "nbsp", " ", "hellip", "…");
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Entities() {}

  static String decode(String text) {
    String lines = text.replace('\\', ' ');
    if (lines.indexOf(';') < 0) {
      return lines;
    }
    return ENTITY
        .matcher(lines)
        .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group(2))));
  }

  private static String character(String number, String name) {
    if (number == null) {
      return NAMED.get(name);
    }
    int code = Integer.parseInt(number);
    return code >= 128 && code < 160
        ? new String(new byte[] {(byte) code}, WINDOWS)
        : Character.toString(code);
  }
}
