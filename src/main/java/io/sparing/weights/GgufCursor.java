package io.sparing.weights;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Walks through the header of a GGUF file; nothing is allocated before its length is checked. */
final class GgufCursor {

  private static final int LONGEST_NAME = 65_535;

  private final WeightFile file;
  private final ByteBuffer bytes;

  /** Begins at the start of the file and reaches that many bytes. */
  GgufCursor(WeightFile file, long reach) {
    this.file = file;
    this.bytes = file.slice(0, Math.min(file.size(), reach));
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  int int32(String what) throws MalformedWeightsException {
    need(4, what);
    return bytes.getInt();
  }

  long int64(String what) throws MalformedWeightsException {
    need(8, what);
    return bytes.getLong();
  }

  byte int8(String what) throws MalformedWeightsException {
    need(1, what);
    return bytes.get();
  }

  /**
   * Returns a count of things that take so many bytes each at least.
   *
   * @throws MalformedWeightsException if the rest of the file cannot hold them
   */
  long count(int least, String what) throws MalformedWeightsException {
    long count = int64(what);
    if (count < 0 || count > remaining() / least) {
      throw outside(
          "%s of %s in %d bytes".formatted(what, Long.toUnsignedString(count), remaining()));
    }
    return count;
  }

  /** Returns a short text, decoded. */
  String text(String what) throws MalformedWeightsException {
    long length = count(1, what);
    if (length > LONGEST_NAME) {
      throw file.refusal(
          Rule.HEADER_TOO_LARGE,
          "%s of %d bytes; at most %d".formatted(what, length, LONGEST_NAME));
    }
    ByteBuffer text = bytes.slice(bytes.position(), (int) length);
    skip(length, what);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw file.refusal(Rule.BAD_TEXT, what);
    }
  }

  void skip(long count, String what) throws MalformedWeightsException {
    need(count, what);
    bytes.position(bytes.position() + (int) count);
  }

  private void need(long count, String what) throws MalformedWeightsException {
    if (count > remaining()) {
      throw outside(what);
    }
  }

  private MalformedWeightsException outside(String what) {
    return bytes.limit() < file.size()
        ? file.refusal(Rule.HEADER_TOO_LARGE, "%s; at most %d bytes".formatted(what, bytes.limit()))
        : file.refusal(Rule.BEYOND_FILE, what);
  }
}
