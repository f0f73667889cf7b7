package io.sparing.data;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.sparing.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads JSON lines. Any object may lack a cell, since some writers leave out nulls; a column that
 * all of them lack is unknown. A cell that is a list or an object makes its row faulty.
 */
final class JsonRows {

  private static final int MOST_NAMES = 100;

  private final Path file;
  private final Columns columns;
  private final List<String> wanted;
  private final Set<String> seen = new LinkedHashSet<>();
  private long number;

  private JsonRows(Path file, Columns columns) {
    this.file = file;
    this.columns = columns;
    this.wanted = List.of(columns.text(), columns.pair(), columns.label(), columns.split());
  }

  static void read(BufferedReader in, Path file, Columns columns, Consumer<RawRow> rows)
      throws IOException {
    new JsonRows(file, columns).read(in, rows);
  }

  private void read(BufferedReader in, Consumer<RawRow> rows) throws IOException {
    boolean begun = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        rows.accept(row(line));
        begun = true;
      }
    }
    if (!begun) {
      throw new BadDataException("Invalid data file %s: it is empty".formatted(file));
    }
    for (String column : wanted) {
      if (!column.isEmpty() && !seen.contains(column)) {
        throw RowReader.missing(file.toString(), column, List.copyOf(seen));
      }
    }
  }

  private RawRow row(String line) {
    try {
      return parse(line);
    } catch (MalformedJsonException e) {
      return pythons(line, e);
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw invalid(line, e);
    }
  }

  /**
   * Reads a line with Python's {@code NaN} and {@code Infinity}, which are no JSON, as if these
   * were null.
   */
  private RawRow pythons(String line, MalformedJsonException reason) {
    Optional<String> json = PythonNumbers.asNull(line);
    if (json.isEmpty()) {
      throw invalid(line, reason);
    }
    try {
      return parse(json.get());
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw invalid(line, e);
    }
  }

  private BadDataException invalid(String line, Exception e) {
    return new BadDataException(
        "%s:%d: Failed to parse JSON: %s; expected an object a line"
            .formatted(file, number, Printable.of(line)),
        e);
  }

  private RawRow parse(String line) throws IOException {
    try (JsonReader in = new JsonReader(new StringReader(line))) {
      in.setStrictness(Strictness.LEGACY_STRICT);
      Set<String> names = new LinkedHashSet<>();
      Map<String, String> cells = new HashMap<>();
      List<String> nested = new ArrayList<>();
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        if (!names.add(name)) {
          throw new BadDataException(
              "%s:%d: Invalid row: two values have the name %s; give each a name of its own"
                  .formatted(file, number, Printable.of(name)));
        }
        cell(in, name, cells, nested);
      }
      in.endObject();
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("more than one object");
      }
      names.stream().filter(this::isNew).forEach(seen::add);
      return row(cells, nested);
    }
  }

  private boolean isNew(String name) {
    return seen.size() < MOST_NAMES || wanted.contains(name);
  }

  private void cell(JsonReader in, String name, Map<String, String> cells, List<String> nested)
      throws IOException {
    if (name.isEmpty() || !wanted.contains(name)) {
      in.skipValue();
      return;
    }
    switch (in.peek()) {
      case STRING, NUMBER -> cells.put(name, in.nextString());
      case BOOLEAN -> cells.put(name, String.valueOf(in.nextBoolean()));
      case BEGIN_ARRAY, BEGIN_OBJECT -> {
        String what = in.peek() == JsonToken.BEGIN_ARRAY ? "a list" : "an object";
        nested.add("column %s holds %s; expected a text".formatted(Printable.of(name), what));
        in.skipValue();
      }
      default -> in.skipValue();
    }
  }

  private RawRow row(Map<String, String> cells, List<String> nested) {
    return nested.isEmpty()
        ? new RawRow(
            number,
            cells.get(columns.text()),
            cells.get(columns.pair()),
            cells.get(columns.label()),
            cells.get(columns.split()))
        : RawRow.faulty(number, Finding.Kind.NESTED, nested.get(0));
  }
}
