package io.sparing.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole text files in UTF-8, as people and other programs wrote them. */
public final class TextFile {

  private static final long LARGEST = 256L << 20;

  private TextFile() {}

  /**
   * Reads a file without its byte-order mark.
   *
   * @throws IllegalArgumentException if it is a folder, not in UTF-8 or larger than 256 MiB; the
   *     message names file and line
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "Cannot read " + Printable.of(file) + ": it is a folder; name a file");
    }
    if (Files.size(file) > LARGEST) {
      throw new IllegalArgumentException(
          "Invalid file: " + Printable.of(file) + "; expected at most 256 MiB");
    }
    String text = decode(file.toString(), Files.readAllBytes(file));
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /**
   * Decodes a file's bytes.
   *
   * @param origin names the file in messages
   * @throws IllegalArgumentException if they are not UTF-8; the message has the line
   */
  public static String decode(String origin, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(origin, bytes, in.position());
    }
    return out.flip().toString();
  }

  private static IllegalArgumentException notUtf8(String origin, byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    String found = Integer.toHexString(bytes[position] & 0xff);
    return new IllegalArgumentException(
        "Invalid text in "
            + Printable.of(origin)
            + ":"
            + line
            + ": byte 0x"
            + found
            + " is not UTF-8; save the file as UTF-8");
  }
}
