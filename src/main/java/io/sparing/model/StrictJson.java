package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.sparing.sources.GitLfs;
import io.sparing.text.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads JSON that somebody else wrote; an object has each key once. */
final class StrictJson {

  private StrictJson() {}

  /**
   * Reads a file.
   *
   * @param most bytes that it may have
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no JSON in UTF-8, is larger, or is a pointer of Git
   *     LFS; the message names it
   */
  static JsonElement read(Path file, long most) throws IOException {
    Optional<String> pointer = GitLfs.refusal(file);
    if (pointer.isPresent()) {
      throw new IllegalArgumentException(pointer.get());
    }
    if (Files.size(file) > most) {
      throw new IllegalArgumentException(
          "Invalid %s: %d bytes; expected at most %d".formatted(file, Files.size(file), most));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads a stream, which is closed.
   *
   * @param what it is, for messages
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no JSON in UTF-8
   */
  static JsonElement read(InputStream in, String what) throws IOException {
    try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.STRICT);
      json.setNestingLimit(Json.DEEPEST);
      JsonElement read = value(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("something follows");
      }
      return read;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("Invalid %s: not in UTF-8".formatted(what), e);
    } catch (MalformedJsonException | EOFException e) {
      throw new IllegalArgumentException("Invalid %s: %s".formatted(what, Json.reason(e)), e);
    } catch (RepeatedKeyException e) {
      throw new IllegalArgumentException(
          "Invalid %s: %s is there twice; expected each key once".formatted(what, e.getMessage()),
          e);
    }
  }

  private static final class RepeatedKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepeatedKeyException(String key) {
      super(key);
    }
  }

  private static JsonElement value(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case BEGIN_OBJECT -> object(json);
      case BEGIN_ARRAY -> array(json);
      case STRING -> new JsonPrimitive(json.nextString());
      case NUMBER -> new JsonPrimitive(new LazilyParsedNumber(json.nextString()));
      case BOOLEAN -> new JsonPrimitive(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new MalformedJsonException("no value at " + json.getPath());
    };
  }

  private static JsonObject object(JsonReader json) throws IOException {
    JsonObject object = new JsonObject();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (object.has(key)) {
        throw new RepeatedKeyException(key);
      }
      object.add(key, value(json));
    }
    json.endObject();
    return object;
  }

  private static JsonArray array(JsonReader json) throws IOException {
    JsonArray array = new JsonArray();
    json.beginArray();
    while (json.hasNext()) {
      array.add(value(json));
    }
    json.endArray();
    return array;
  }
}
