package io.sparing.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JSON file of single values that somebody else wrote, such as {@code config.json}. */
public final class ConfigJson {

  private static final long LARGEST_FILE = 1 << 20;

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
   * @throws IllegalArgumentException if it is no JSON object or larger than 1 MiB
   */
  static ConfigJson read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException(
          "Invalid %s: %d bytes; expected at most %d"
              .formatted(file, Files.size(file), LARGEST_FILE));
    }
    try {
      return new ConfigJson(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("Invalid %s: expected a JSON object".formatted(file), e);
    }
  }

  /** A value as text; empty if it is missing, null or no single value. */
  Optional<String> text(String key) {
    JsonElement value = json.get(key);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is missing or none
   */
  int integer(String key) {
    String text =
        text(key)
            .orElseThrow(
                () -> new IllegalArgumentException("Cannot read %s: no %s".formatted(file, key)));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a whole number");
    }
  }

  /** A whole number, or another one where it is missing. */
  int integer(String key, int otherwise) {
    return text(key).isPresent() ? integer(key) : otherwise;
  }

  /** A number, or another one where it is missing. */
  double number(String key, double otherwise) {
    Optional<String> text = text(key);
    try {
      return text.map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw invalid(key, text.orElseThrow(), "a number");
    }
  }

  /**
   * Refuses any value but this one or none.
   *
   * @throws IllegalArgumentException with the value that is there
   */
  void expect(String key, String expected) {
    text(key)
        .filter(value -> !value.equals(expected))
        .ifPresent(
            value -> {
              throw invalid(key, value, expected);
            });
  }

  private IllegalArgumentException invalid(String key, String value, String expected) {
    return new IllegalArgumentException(
        "Invalid %s in %s: %s; expected %s".formatted(key, file, value, expected));
  }
}
