package io.sparing.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.text.Printable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the questions of a {@link SquadDocument} as rows, numbered from 1. The columns are the keys
 * of a question, the {@code title} of its article and the {@code context} that it is about. The
 * rows of an article are a group.
 */
final class SquadRows {

  private final Path file;
  private final Columns columns;
  private final Consumer<RawRow> rows;
  private final Set<String> seen = new LinkedHashSet<>();
  private long number;

  private SquadRows(Path file, Columns columns, Consumer<RawRow> rows) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  static void read(Path file, Columns columns, Consumer<RawRow> rows) throws IOException {
    SquadRows table = new SquadRows(file, columns, rows);
    try (Reader in = Utf8Text.openDocument(file)) {
      SquadDocument.read(in, file, table::add);
    }
    table.checkColumns();
  }

  private void add(JsonObject question) {
    number++;
    seen.addAll(question.keySet());
    rows.accept(row(question));
  }

  private RawRow row(JsonObject question) {
    Optional<String> nested = wanted().filter(column -> nested(question.get(column))).findFirst();
    if (nested.isPresent()) {
      return RawRow.faulty(
          number,
          Finding.Kind.NESTED,
          "column %s holds a list or an object; expected a text"
              .formatted(Printable.of(nested.get())));
    }
    return new RawRow(
            number,
            cell(question, columns.text()),
            cell(question, columns.pair()),
            cell(question, columns.label()),
            cell(question, columns.split()))
        .inGroup(cell(question, SquadDocument.TITLE));
  }

  private Stream<String> wanted() {
    return Stream.of(columns.text(), columns.pair(), columns.label(), columns.split())
        .filter(column -> !column.isEmpty());
  }

  private static boolean nested(JsonElement cell) {
    return cell != null && (cell.isJsonArray() || cell.isJsonObject());
  }

  private static String cell(JsonObject question, String column) {
    JsonElement cell = question.get(column);
    return cell == null || cell.isJsonNull() ? null : cell.getAsString();
  }

  private void checkColumns() {
    if (number == 0) {
      throw new BadDataException("Invalid data file %s: it has no question".formatted(file));
    }
    Optional<String> missing = wanted().filter(column -> !seen.contains(column)).findFirst();
    if (missing.isPresent()) {
      throw RowReader.missing(file.toString(), missing.get(), List.copyOf(seen));
    }
  }
}
