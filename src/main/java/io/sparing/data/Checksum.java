package io.sparing.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
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
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The checksum of bytes, in hexadecimal digits. */
  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** The checksum of a file's bytes, in hexadecimal digits. */
  static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The first eight bytes of the checksum of a row's texts: equal rows have equal ones. */
  static long ofTexts(String text, String pair) {
    byte[] hash = digest().digest((text + '\u001f' + pair).getBytes(StandardCharsets.UTF_8));
    long first = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      first = (first << 8) | (hash[i] & 0xff);
    }
    return first;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256, which every Java has", e);
    }
  }
}
