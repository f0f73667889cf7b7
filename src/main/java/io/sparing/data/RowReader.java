package io.sparing.data;

import io.sparing.sources.GitLfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Streams the rows of a table. */
final class RowReader {

  private RowReader() {}

  /** What reads one format's rows. */
  @FunctionalInterface
  private interface Format {
    void read(Path file, Columns columns, Consumer<RawRow> rows) throws IOException;
  }

  /** What reads the rows of one format that is written as text. */
  @FunctionalInterface
  private interface TextFormat {
    void read(BufferedReader in, Path file, Columns columns, Consumer<RawRow> rows)
        throws IOException;
  }

  /**
   * Reads a table from its first row to its last.
   *
   * @throws BadDataException if it is not there, a column is missing or a row cannot be read
   * @throws IOException if it cannot be read
   */
  static void read(Path file, FileFormat format, Columns columns, Consumer<RawRow> rows)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadDataException("Cannot find the data file " + file);
    }
    Optional<String> pointer = GitLfs.refusal(file);
    if (pointer.isPresent()) {
      throw new BadDataException(pointer.get());
    }
    reader(format).read(file, columns, rows);
  }

  private static Format reader(FileFormat format) {
    return switch (format) {
      case CSV -> text(DelimitedRows::csv);
      case TSV -> text(DelimitedRows::tsv);
      case JSONL -> text(JsonRows::read);
      case PARQUET -> ParquetRows::read;
      case SQUAD -> throw new IllegalArgumentException("Cannot read SQuAD's questions as a table");
    };
  }

  private static Format text(TextFormat format) {
    return (file, columns, rows) -> {
      try (BufferedReader in = Utf8Text.open(file)) {
        format.read(in, file, columns, rows);
      }
    };
  }

  /** Says which column a table lacks. */
  static BadDataException missing(Path file, String column, List<String> known) {
    return new BadDataException(
        "%s:1: Unknown column: %s; known: %s".formatted(file, column, String.join(", ", known)));
  }
}
