package io.sparing.ledger;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sparing.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A line of a ledger: a JSON object whose last member, {@code crc32c}, is the CRC-32C (RFC 3720) of
 * the bytes before it.
 *
 * @param text the object without the checksum
 * @param json what the text says
 * @param checked whether it had a checksum; lines of the first versions have none
 */
record LedgerLine(String text, JsonObject json, boolean checked) {

  private static final Pattern CHECKSUM = Pattern.compile(",\"crc32c\":\"([0-9a-f]{8})\"}$");

  /** Thrown when a line is not what was written, as a crash can leave the last one. */
  static final class TornException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TornException(String message) {
      super(message);
    }
  }

  /** Returns the line of a JSON object that is not empty, with its checksum and its line end. */
  static byte[] encode(String text) {
    String body = text.substring(0, text.length() - 1);
    return "%s,\"crc32c\":\"%s\"}\n"
        .formatted(body, checksum(body))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a line.
   *
   * @throws TornException if it is no JSON object, or its checksum is that of another text
   */
  static LedgerLine decode(String line) {
    Matcher checksum = CHECKSUM.matcher(line);
    if (!checksum.find()) {
      return new LedgerLine(line, parse(line), false);
    }
    String body = line.substring(0, checksum.start());
    String right = checksum(body);
    if (!right.equals(checksum.group(1))) {
      throw new TornException(
          "its checksum is %s, that of its text %s".formatted(checksum.group(1), right));
    }
    String text = body + "}";
    return new LedgerLine(text, ours(text), true);
  }

  /** Parses the text. One with the right checksum is as we wrote it: one look is enough. */
  private static JsonObject ours(String json) {
    try {
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new TornException("it has a checksum and is no JSON object");
    }
  }

  private static JsonObject parse(String json) {
    try {
      return Json.object(json);
    } catch (IllegalArgumentException e) {
      throw new TornException(e.getMessage());
    }
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted((int) sum.getValue());
  }
}
