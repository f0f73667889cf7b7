package io.sparing.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sparing.text.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a version of Sparing carried along in the column {@code unknown} because it had no
 * columns for it. This version may have them.
 */
final class CarriedFields {

  private final Map<String, Object> known = new HashMap<>();
  private final List<String> unknown;

  private CarriedFields(List<String> unknown) {
    this.unknown = new ArrayList<>(unknown);
  }

  /**
   * Returns the cells of a row, with those that were carried along.
   *
   * @throws IllegalArgumentException if the column holds no JSON
   */
  static Cells with(Cells cells) {
    String text = cells.text(ColumnNames.UNKNOWN);
    if (text.isEmpty()) {
      return cells;
    }
    CarriedFields carried = new CarriedFields(cells.unknown());
    carried.read(parse(text), "");
    return new Cells(
        carried.unknown,
        column -> {
          Object cell = cells.value(column);
          return cell == null ? carried.known.get(column) : cell;
        });
  }

  private static JsonObject parse(String text) {
    try {
      return Json.object(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid %s: %s".formatted(ColumnNames.UNKNOWN, e.getMessage()), e);
    }
  }

  private void read(JsonObject fields, String section) {
    fields
        .entrySet()
        .forEach(
            field -> {
              String name = field.getKey();
              if (section.isEmpty() && field.getValue() instanceof JsonObject inner) {
                read(inner, name);
              } else {
                read(name, section, field.getValue());
              }
            });
  }

  private void read(String name, String section, JsonElement value) {
    boolean here = ColumnNames.all().contains(name) && ColumnNames.section(name).equals(section);
    Object cell = here ? cell(name, section, value) : null;
    if (cell == null) {
      unknown.add(name);
      known.put(name, value);
    } else {
      known.put(name, cell);
    }
  }

  private static Object cell(String name, String section, JsonElement value) {
    if (section.equals("spec")) {
      return setting(value);
    }
    if (!(value instanceof JsonPrimitive primitive)) {
      return null;
    }
    if (section.equals("metrics") || primitive.isNumber()) {
      return primitive.isNumber() ? primitive.getAsDouble() : null;
    }
    return name.endsWith("_at") ? moment(primitive.getAsString()) : primitive.getAsString();
  }

  /**
   * Returns the value as a sweep file would hold it; what does not fit is refused when the settings
   * are read.
   */
  private static Object setting(JsonElement value) {
    if (value instanceof JsonArray list) {
      return list.asList().stream().map(CarriedFields::setting).toList();
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
