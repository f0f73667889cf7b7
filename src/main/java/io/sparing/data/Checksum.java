package io.sparing.data;

import io.sparing.sources.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** SHA-256 over texts and rows: a name for content that no iteration order can change. */
final class Checksum {

  private Checksum() {}

  /** Returns the checksum of rows in their splits, in hexadecimal digits. */
  static String of(List<List<Example>> splits) {
    MessageDigest digest = Sha256.digest();
    for (List<Example> split : splits) {
      for (Example row : split) {
        // No text holds a control character, so the separators keep rows and fields apart.
        String line = row.text() + '\u001f' + row.pair() + '\u001f' + row.label() + '\u001e';
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      digest.update((byte) 0x1d);
    }
    return Sha256.digits(digest);
  }

  /** Returns the first eight bytes of the checksum of a row's texts: equal rows have equal ones. */
  static long ofTexts(String text, String pair) {
    byte[] texts = (text + '\u001f' + pair).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.digest().digest(texts)).getLong();
  }
}
