package io.sparing.model;

import io.sparing.sources.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checksums of large files, computed once in a process as long as a file stays as it is. */
final class FileChecksums {

  /** By path, size and time of the last change. */
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private FileChecksums() {}

  /** Returns a file's SHA-256 in hexadecimal. */
  static String of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    String key =
        "%s %s %s"
            .formatted(file.toAbsolutePath(), attributes.size(), attributes.lastModifiedTime());
    String known = KNOWN.get(key);
    if (known == null) {
      known = Sha256.of(file);
      KNOWN.put(key, known);
    }
    return known;
  }
}
