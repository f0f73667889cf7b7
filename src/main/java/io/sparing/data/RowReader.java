package io.sparing.data;

import static java.util.stream.Collectors.joining;

import io.sparing.text.CleanText;
import io.sparing.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Streams the rows of a table. */
final class RowReader {

  private static final int MOST_NAMED = 50;

  private RowReader() {}

  /** Reads the rows of one format. */
  @FunctionalInterface
  private interface Format {
    void read(Path file, Columns columns, Consumer<RawRow> rows) throws IOException;
  }

  /** Reads the rows of one format that is written as text. */
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
    OwnFile.absence(file)
        .ifPresent(
            words -> {
              throw new BadDataException(words);
            });
    FileContent.check(file, format);
    reader(format).read(file, columns, rows);
  }

  private static Format reader(FileFormat format) {
    return switch (format) {
      case CSV -> text(DelimitedRows::csv);
      case TSV -> text(DelimitedRows::tsv);
      case JSONL -> text(JsonRows::read);
      case PARQUET -> ParquetRows::read;
      case SQUAD -> SquadRows::read;
    };
  }

  private static Format text(TextFormat format) {
    return (file, columns, rows) -> {
      try (BufferedReader in = Utf8Text.open(file)) {
        format.read(in, file, columns, rows);
      }
    };
  }

  /**
   * Finds a column by its name.
   *
   * @param place the file, and its line where the names are in one
   * @param known the names in the file
   * @return its index
   * @throws BadDataException if none or several have that name, spaces and invisible marks around
   *     it aside
   */
  static int position(String place, String column, List<String> known) {
    List<Integer> found =
        IntStream.range(0, known.size())
            .filter(i -> CleanText.ofName(known.get(i)).equals(CleanText.ofName(column)))
            .boxed()
            .toList();
    if (found.isEmpty()) {
      throw missing(place, column, known);
    }
    if (found.size() > 1) {
      throw new BadDataException(
          "%s: Invalid columns: %s; %d have the name %s, as numbers %s; give each a name of its own"
              .formatted(
                  place,
                  names(known),
                  found.size(),
                  Printable.of(column),
                  found.stream().map(i -> String.valueOf(i + 1)).collect(joining(" and "))));
    }
    return found.get(0);
  }

  /** Says which column a table lacks. */
  static BadDataException missing(String place, String column, List<String> known) {
    return new UnknownColumnException(
        "%s: Unknown column: %s; known: %s".formatted(place, Printable.of(column), names(known)),
        known);
  }

  private static String names(List<String> columns) {
    String rest = columns.size() > MOST_NAMED ? ", …" : "";
    return columns.stream().limit(MOST_NAMED).map(Printable::of).collect(joining(", ", "", rest));
  }
}
