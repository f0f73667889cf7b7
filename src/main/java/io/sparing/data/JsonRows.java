package io.sparing.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads JSON lines. The first object must have the columns; a later one may lack a cell. */
final class JsonRows {

  private JsonRows() {}

  static void read(BufferedReader in, Path file, Columns columns, Consumer<RawRow> rows)
      throws IOException {
    long number = 0;
    boolean begun = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      JsonObject object = object(line, file, number);
      if (!begun) {
        checkColumns(object, file, columns);
        begun = true;
      }
      rows.accept(
          new RawRow(
              number,
              cell(object, columns.text()),
              cell(object, columns.pair()),
              cell(object, columns.label()),
              cell(object, columns.split())));
    }
    if (!begun) {
      throw new BadDataException("Invalid data file %s: it is empty".formatted(file));
    }
  }

  private static JsonObject object(String line, Path file, long number) {
    try {
      if (JsonParser.parseString(line) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException e) {
      throw new BadDataException(
          "%s:%d: Failed to parse JSON: %s".formatted(file, number, e.getMessage()), e);
    }
    throw new BadDataException(
        "%s:%d: Invalid row: expected a JSON object".formatted(file, number));
  }

  private static void checkColumns(JsonObject first, Path file, Columns columns) {
    for (String column :
        List.of(columns.text(), columns.pair(), columns.label(), columns.split())) {
      if (!column.isEmpty() && !first.has(column)) {
        throw RowReader.missing(file, column, List.copyOf(first.keySet()));
      }
    }
  }

  private static String cell(JsonObject row, String column) {
    JsonElement value = column.isEmpty() ? null : row.get(column);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
