package io.sparing.sources;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives that tests make. */
public final class ZipFiles {

  private ZipFiles() {}

  /** An archive of these texts by name; a name that ends with {@code /} is a folder. */
  public static byte[] of(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Opens a file system of one file, which is there and has a size, but which nobody can read.
   *
   * @param archive where the file system is written
   */
  public static FileSystem unreadable(Path archive, String name, String text) throws IOException {
    byte[] zip = of(Map.of(name, text));
    zip[30 + name.length()] ^= 0x55; // Behind the header: no packed bytes begin so.
    return FileSystems.newFileSystem(Files.write(archive, zip));
  }

  /** An archive of one file of zeros, a thousandth of its size. */
  static byte[] ofZeros(String name, int bytes) throws IOException {
    return of(Map.of(name, "\0".repeat(bytes)));
  }
}
