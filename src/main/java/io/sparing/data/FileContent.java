package io.sparing.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Recognises by their first bytes files that are something else than their name says, as {@code
 * libmagic} does: packed files, other encodings, spreadsheets, web pages, pointers.
 */
final class FileContent {

  private static final int HEAD = 512;
  private static final String UNPACK = "unpack it";
  private static final String AS_UTF_8 = "save it as UTF-8";
  private static final String EXPORT = "export it as CSV or Parquet";

  /** What a file may be instead, and what to do then. */
  private record Kind(String name, String remedy, Predicate<byte[]> known) {}

  /**
   * The known kinds. The first that fits counts, so a kind comes after those that begin in the same
   * way and go on.
   */
  private static final List<Kind> KINDS =
      List.of(
          starting("UTF-32", AS_UTF_8, "fffe0000"),
          starting("UTF-32", AS_UTF_8, "0000feff"),
          starting("UTF-16", AS_UTF_8, "fffe"),
          starting("UTF-16", AS_UTF_8, "feff"),
          new Kind("UTF-32", AS_UTF_8, head -> zeros(head, 4, 0) || zeros(head, 4, 3)),
          new Kind("UTF-16", AS_UTF_8, head -> zeros(head, 2, 0) || zeros(head, 2, 1)),
          new Kind("a spreadsheet", "save the sheet as CSV in UTF-8", FileContent::office),
          starting("a spreadsheet", "save the sheet as CSV in UTF-8", "d0cf11e0a1b11ae1"),
          starting("gzip", UNPACK, "1f8b"),
          starting("zip", UNPACK, "504b0304"),
          starting("zip", UNPACK, "504b0506"),
          starting("bzip2", UNPACK, "425a68"),
          starting("xz", UNPACK, "fd377a585a00"),
          starting("zstd", UNPACK, "28b52ffd"),
          starting("7z", UNPACK, "377abcaf271c"),
          starting("lz4", UNPACK, "04224d18"),
          new Kind("tar", UNPACK, head -> holds(head, 257, "ustar")),
          beginning("Parquet", "name it .parquet", "PAR1"),
          beginning("ORC", EXPORT, "ORC"),
          beginning("Arrow", EXPORT, "ARROW1"),
          beginning("Feather", EXPORT, "FEA1"),
          beginning("Avro", EXPORT, "Obj\u0001"),
          beginning("SQLite", EXPORT, "SQLite format 3"),
          starting("HDF5", EXPORT, "894844460d0a1a0a"),
          starting("NumPy", EXPORT, "934e554d5059"),
          starting("a pickle", EXPORT, "8004"),
          beginning("PDF", EXPORT, "%PDF-"),
          beginning(
              "a Git LFS pointer",
              "run git lfs pull where it is from",
              "version https://git-lfs.github.com/spec/"),
          new Kind("HTML", "fetch the file itself, not its page", FileContent::page));

  private FileContent() {}

  /**
   * Looks at the beginning of a file.
   *
   * @throws BadDataException if it is recognised as something else
   * @throws IOException if it cannot be read
   */
  static void check(Path file, FileFormat format) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    Optional<Kind> kind = KINDS.stream().filter(k -> k.known().test(head)).findFirst();
    boolean parquet = format == FileFormat.PARQUET;
    if (kind.isPresent() && !(parquet && kind.get().name().equals("Parquet"))) {
      throw new BadDataException(
          "Cannot read %s: it is %s, expected %s; %s"
              .formatted(
                  file,
                  kind.get().name(),
                  parquet ? "Parquet" : "UTF-8 text",
                  kind.get().remedy()));
    }
  }

  private static Kind starting(String name, String remedy, String hex) {
    byte[] start = HexFormat.of().parseHex(hex);
    return new Kind(name, remedy, head -> holds(head, 0, start));
  }

  private static Kind beginning(String name, String remedy, String start) {
    return new Kind(name, remedy, head -> holds(head, 0, start));
  }

  private static boolean holds(byte[] head, int at, String text) {
    return holds(head, at, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean holds(byte[] head, int at, byte[] bytes) {
    if (head.length < at + bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (head[at + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a text in ASCII's characters has {@code width} bytes each, of which only that
   * at {@code letter} is not zero: so is UTF-16 or UTF-32 without a byte-order mark.
   */
  private static boolean zeros(byte[] head, int width, int letter) {
    int known = Math.min(head.length, 16 * width) / width * width;
    for (int i = 0; i < known; i++) {
      if ((head[i] == 0) == (i % width == letter)) {
        return false;
      }
    }
    return known >= 4 * width;
  }

  private static boolean office(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith("PK")
        && (text.contains("[Content_Types].xml")
            || text.contains("xl/")
            || text.contains("docProps/")
            || text.contains("application/vnd.oasis"));
  }

  private static boolean page(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html");
  }
}
