package io.sparing.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON that somebody else may have written. Messages say what is wrong with it in their own words,
 * not Gson's.
 */
public final class Json {

  /** The deepest that objects and lists may nest. */
  public static final int DEEPEST = 100;

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

  private Json() {}

  /**
   * Parses a text that is one object.
   *
   * @throws IllegalArgumentException if it is no object, has a key twice or nests deeper than
   *     {@link #DEEPEST}; the message says what and where in the text, not in which file
   */
  public static JsonObject object(String text) {
    checkKeys(text);
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw malformed(text, e);
    }
    if (!json.isJsonObject()) {
      throw new IllegalArgumentException("expected a JSON object");
    }
    return json.getAsJsonObject();
  }

  /** Refuses a key that is given twice: Gson would take its last value and say nothing. */
  private static void checkKeys(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.LENIENT);
    reader.setNestingLimit(DEEPEST);
    Deque<Set<String>> keys = new ArrayDeque<>();
    try {
      for (JsonToken next = reader.peek(); next != JsonToken.END_DOCUMENT; next = reader.peek()) {
        read(reader, next, keys);
      }
    } catch (IOException | IllegalStateException e) {
      throw malformed(text, e);
    }
  }

  private static void read(JsonReader reader, JsonToken next, Deque<Set<String>> keys)
      throws IOException {
    switch (next) {
      case BEGIN_OBJECT -> {
        reader.beginObject();
        keys.push(new HashSet<>());
      }
      case END_OBJECT -> {
        reader.endObject();
        keys.pop();
      }
      case BEGIN_ARRAY -> reader.beginArray();
      case END_ARRAY -> reader.endArray();
      case NAME -> {
        String name = reader.nextName();
        if (!keys.element().add(name)) {
          throw new IllegalArgumentException("the key " + Printable.of(name) + " is there twice");
        }
      }
      default -> reader.skipValue();
    }
  }

  private static IllegalArgumentException malformed(String text, Exception cause) {
    String why = text.isBlank() ? "it is empty; expected a JSON object" : reason(cause);
    return new IllegalArgumentException(why, cause);
  }

  /** Returns what is wrong with a text that Gson did not take, without Gson's words. */
  public static String reason(Exception cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Nesting limit")) {
      return "nests too deep; expected at most " + DEEPEST + " levels";
    }
    Matcher place = PLACE.matcher(message);
    String where = place.find() ? " at line " + place.group(1) + ", column " + place.group(2) : "";
    return (message.contains("End of input") ? "the JSON ends too early" : "malformed JSON")
        + where;
  }
}
