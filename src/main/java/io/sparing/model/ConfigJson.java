package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object that somebody else wrote, such as {@code config.json}. A key whose value is of
 * another kind than what is asked for is refused, and never counts as missing.
 */
public final class ConfigJson {

  private static final long LARGEST_FILE = 1 << 20;
  private static final int LONGEST_SHOWN = 60;

  private final Path file;
  private final JsonObject json;

  private ConfigJson(Path file, JsonObject json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no JSON object, not in UTF-8, has a key twice or is
   *     larger than 1 MiB
   */
  static ConfigJson read(Path file) throws IOException {
    return of(file, StrictJson.read(file, LARGEST_FILE));
  }

  /** Returns an object inside a file. */
  static ConfigJson of(Path file, JsonElement json) {
    if (!json.isJsonObject()) {
      throw new IllegalArgumentException("Invalid %s: expected a JSON object".formatted(file));
    }
    return new ConfigJson(file, json.getAsJsonObject());
  }

  /** Returns the keys in their order. */
  Set<String> keys() {
    return json.keySet();
  }

  /** Returns a value; JSON's null if it is missing. */
  JsonElement value(String key) {
    return json.has(key) ? json.get(key) : JsonNull.INSTANCE;
  }

  /**
   * Returns a value as text; empty if it is missing or null.
   *
   * @throws IllegalArgumentException if it is no single value
   */
  Optional<String> text(String key) {
    JsonElement value = value(key);
    if (value.isJsonNull()) {
      return Optional.empty();
    }
    if (!value.isJsonPrimitive()) {
      throw invalid(key, "a single value");
    }
    return Optional.of(value.getAsString());
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException if it is missing or none
   */
  int integer(String key) {
    if (!json.has(key)) {
      throw new IllegalArgumentException("Cannot read %s: no %s".formatted(file, key));
    }
    try {
      return Integer.parseInt(text(key).orElse(""));
    } catch (NumberFormatException e) {
      throw invalid(key, "a whole number");
    }
  }

  /**
   * Returns a whole number that has two names.
   *
   * @throws IllegalArgumentException if it is missing or none, or the two are not the same
   */
  int integer(String key, String alias) {
    if (!json.has(alias)) {
      return integer(key);
    }
    if (json.has(key) && integer(key) != integer(alias)) {
      throw invalid(alias, "%d, as %s says".formatted(integer(key), key));
    }
    return integer(alias);
  }

  /** Returns a whole number, or another one where it is missing. */
  int integer(String key, int otherwise) {
    return json.has(key) ? integer(key) : otherwise;
  }

  /** Returns a number, or another one where it is missing. */
  double number(String key, double otherwise) {
    try {
      return json.has(key) ? Double.parseDouble(text(key).orElse("")) : otherwise;
    } catch (NumberFormatException e) {
      throw invalid(key, "a number");
    }
  }

  /** Returns whether a key says yes, or what holds where it is missing or null. */
  boolean flag(String key, boolean otherwise) {
    String text = text(key).orElse(String.valueOf(otherwise));
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid(key, otherwise ? "true" : "false");
    };
  }

  /**
   * Refuses any value but these; a missing one is allowed.
   *
   * @throws IllegalArgumentException with the value that is there
   */
  void expect(String key, String... expected) {
    if (json.has(key) && !List.of(expected).contains(text(key).orElse(""))) {
      throw invalid(key, String.join(" or ", expected));
    }
  }

  /**
   * Refuses a key that says yes.
   *
   * @throws IllegalArgumentException with the value that is there
   */
  void expectFalse(String key) {
    if (flag(key, false)) {
      throw invalid(key, "false");
    }
  }

  /**
   * Refuses any value but false, null and empty ones.
   *
   * @throws IllegalArgumentException with the value that is there
   */
  void expectNone(String key) {
    JsonElement value = value(key);
    boolean none =
        value.isJsonNull()
            || value.equals(new JsonObject())
            || value.equals(new JsonArray())
            || (value.isJsonPrimitive() && value.getAsString().equals("false"));
    if (!none) {
      throw invalid(key, "none, for it is not computed here");
    }
  }

  /** Returns the refusal of a value. */
  IllegalArgumentException invalid(String key, String expected) {
    return new IllegalArgumentException(
        "Invalid %s in %s: %s; expected %s".formatted(key, file, shown(key), expected));
  }

  private String shown(String key) {
    JsonElement value = json.get(key);
    if (value == null) {
      return "nothing";
    }
    String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
    return Printable.of(text, LONGEST_SHOWN);
  }
}
