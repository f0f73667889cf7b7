package io.sparing.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over texts and rows: a name for content that no iteration order can change. */
final class Checksum {

  private Checksum() {}

  /** The checksum of rows in their splits, in hexadecimal digits. */
  static String of(List<List<Example>> splits) {
    MessageDigest digest = digest();
    for (List<Example> split : splits) {
      for (Example row : split) {
        // No text holds a control character, so the separators keep rows and fields apart.
        String line = row.text() + '\u001f' + row.pair() + '\u001f' + row.label() + '\u001e';
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      digest.update((byte) 0x1d);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The checksum of a text, in hexadecimal digits. */
  static String of(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256, which every Java has", e);
    }
  }
}
