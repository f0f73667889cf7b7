package io.sparing.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checksums of files. */
final class Sha256 {

  /** By path, size and time of the last change. */
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private Sha256() {}

  /** A file's checksum in hexadecimal; computed once in a process as long as the file stays. */
  static String of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    String key =
        "%s %d %s"
            .formatted(file.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime());
    String known = KNOWN.get(key);
    if (known == null) {
      known = compute(file);
      KNOWN.put(key, known);
    }
    return known;
  }

  private static String compute(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256 in this Java", e);
    }
  }
}
