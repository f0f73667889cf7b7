package io.sparing.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads tables whose columns are separated by a character. A row with more or fewer cells than the
 * first is faulty: nobody can know which of them is the text, and which the label.
 */
final class DelimitedRows {

  private static final Pattern TAB = Pattern.compile("\t");

  /** What FastCSV says of a cell that its buffer does not hold. */
  private static final Pattern TOO_LONG = Pattern.compile("maximum buffer size.*line (\\d+)");

  /** Room in the buffer beyond the longest line, so that a longer one is reported as such. */
  private static final int SPARE = 1 << 18;

  private final Path file;
  private final Columns columns;
  private final Consumer<RawRow> rows;
  private final String remedy;
  private int[] positions;
  private int width;

  private DelimitedRows(Path file, Columns columns, Consumer<RawRow> rows, String remedy) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
    this.remedy = remedy;
  }

  static void csv(BufferedReader in, Path file, Columns columns, Consumer<RawRow> rows)
      throws IOException {
    DelimitedRows table = new DelimitedRows(file, columns, rows, "quote a text that holds a comma");
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false) // Else it would take the rest of the file for one cell.
            .maxBufferSize(LineEnds.LONGEST + SPARE)
            .ofCsvRecord(in)) {
      reader.forEach(row -> table.accept(row.getStartingLineNumber(), row.getFields()));
    } catch (CsvParseException e) {
      if (e.getCause() instanceof BadDataException line) {
        throw line;
      }
      throw new BadDataException("Failed to parse %s: %s".formatted(file, reason(e)), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    table.checkBegun();
  }

  private static String reason(CsvParseException e) {
    Matcher limit = TOO_LONG.matcher(String.valueOf(e.getMessage()));
    return limit.find()
        ? "a cell of the row at line %s is longer than %,d characters; shorten its text, or close its quote where that is never closed"
            .formatted(limit.group(1), LineEnds.LONGEST)
        : e.getMessage() + "; close every quote, and double those in a text";
  }

  static void tsv(BufferedReader in, Path file, Columns columns, Consumer<RawRow> rows)
      throws IOException {
    DelimitedRows table =
        new DelimitedRows(file, columns, rows, "no text may hold a tab or a line end");
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isEmpty()) {
        table.accept(number, List.of(TAB.split(line, -1)));
      }
    }
    table.checkBegun();
  }

  private void accept(long line, List<String> cells) {
    if (positions == null) {
      positions = positions(cells);
      width = cells.size();
      if (columns.header()) {
        return;
      }
    }
    rows.accept(
        cells.size() == width
            ? new RawRow(line, cell(cells, 0), cell(cells, 1), cell(cells, 2), cell(cells, 3))
            : RawRow.faulty(
                line,
                Finding.Kind.MALFORMED_ROW,
                "%d cells; expected %d; %s".formatted(cells.size(), width, remedy)));
  }

  private void checkBegun() {
    if (positions == null) {
      throw new BadDataException("Invalid data file %s: it is empty".formatted(file));
    }
  }

  private String cell(List<String> cells, int which) {
    int position = positions[which];
    return position >= 0 ? cells.get(position) : null;
  }

  private int[] positions(List<String> first) {
    return new int[] {
      position(columns.text(), first),
      position(columns.pair(), first),
      position(columns.label(), first),
      position(columns.split(), first)
    };
  }

  private int position(String column, List<String> first) {
    if (column.isEmpty()) {
      return -1;
    }
    if (columns.header()) {
      return RowReader.position(file + ":1", column, first);
    }
    int position = Integer.parseInt(column) - 1;
    if (position < 0 || position >= first.size()) {
      throw RowReader.missing(file + ":1", column, numbers(first.size()));
    }
    return position;
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }
}
