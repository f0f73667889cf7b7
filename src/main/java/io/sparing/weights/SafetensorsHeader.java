package io.sparing.weights;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.sparing.script.DataType;
import io.sparing.script.Safetensors;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a safetensors file, read as strict JSON without building a tree of it.
 *
 * @param entries as the file lists them
 * @param dataStart where the header ends and the tensors begin
 */
record SafetensorsHeader(List<SafetensorsEntry> entries, long dataStart) {

  private static final long LARGEST = 100_000_000;
  private static final int MOST_NAMES = 200_000;
  private static final String METADATA = "__metadata__";
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Map<String, DataType> TYPES =
      Arrays.stream(DataType.values())
          .collect(
              Collectors.toMap(Safetensors::name, type -> type, (a, b) -> a, LinkedHashMap::new));

  static SafetensorsHeader read(WeightFile file) throws IOException {
    long length = length(file);
    try (Reader text =
            new InputStreamReader(
                new ByteBufferInputStream(file.slice(8, length)),
                StandardCharsets.UTF_8.newDecoder());
        JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.STRICT);
      return new SafetensorsHeader(new Parser(file, json).entries(), 8 + length);
    } catch (CharacterCodingException e) {
      throw file.refusal(Rule.BAD_TEXT, "in the header");
    } catch (MalformedJsonException | EOFException | JsonParseException e) {
      throw file.refusal(Rule.BAD_JSON, e.getMessage());
    }
  }

  private static long length(WeightFile file) throws MalformedWeightsException {
    if (file.size() < 8) {
      throw file.beginsAsPickle()
          ? file.refusal(Rule.PICKLE, "")
          : file.refusal(Rule.BEYOND_FILE, "the length of the header");
    }
    long length = file.slice(0, 8).getLong();
    boolean plausible = length >= 0 && length <= Math.min(LARGEST, file.size() - 8);
    boolean braced = plausible && length > 0 && file.slice(8, 1).get() == '{';
    if (!braced && file.beginsAsPickle()) {
      throw file.refusal(Rule.PICKLE, "");
    }
    if (length < 0 || length > LARGEST) {
      throw file.refusal(
          Rule.HEADER_TOO_LARGE,
          "%s bytes; at most %d".formatted(Long.toUnsignedString(length), LARGEST));
    }
    if (!plausible) {
      throw file.refusal(
          Rule.BEYOND_FILE, "a header of %d bytes in %d".formatted(length, file.size()));
    }
    if (!braced) {
      throw file.refusal(Rule.WRONG_MAGIC, "expected a JSON object after 8 bytes");
    }
    return length;
  }

  /** Reads the JSON in one pass. */
  private record Parser(WeightFile file, JsonReader json) {

    List<SafetensorsEntry> entries() throws IOException {
      List<SafetensorsEntry> entries = new ArrayList<>();
      Set<String> names = new HashSet<>();
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (!names.add(name)) {
          throw file.refusal(name, Rule.DUPLICATE_NAME, "");
        }
        checkCount("tensors", names);
        if (name.equals(METADATA)) {
          skipMetadata();
        } else if (name.isEmpty()) {
          throw file.refusal(Rule.NO_NAME, "");
        } else {
          entries.add(entry(name));
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw file.refusal(Rule.BAD_JSON, "something follows the object");
      }
      return entries;
    }

    private void skipMetadata() throws IOException {
      Set<String> keys = new HashSet<>();
      expect(METADATA, JsonToken.BEGIN_OBJECT, "texts by name");
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        if (!keys.add(key)) {
          throw file.refusal(METADATA, Rule.DUPLICATE_NAME, key);
        }
        checkCount("keys of metadata", keys);
        expect(METADATA, JsonToken.STRING, "a text");
        json.skipValue();
      }
      json.endObject();
    }

    private SafetensorsEntry entry(String name) throws IOException {
      DataType type = null;
      long[] shape = null;
      long[] offsets = null;
      expect(name, JsonToken.BEGIN_OBJECT, "an object");
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        switch (key) {
          case "dtype" -> type = once(name, key, type, type(name));
          case "shape" ->
              shape = once(name, key, shape, numbers(name, key, Rule.TOO_MANY_DIMENSIONS));
          case "data_offsets" ->
              offsets = once(name, key, offsets, numbers(name, key, Rule.BAD_HEADER));
          default -> throw file.refusal(name, Rule.BAD_HEADER, "unknown field " + key);
        }
      }
      json.endObject();
      if (type == null || shape == null || offsets == null) {
        throw file.refusal(name, Rule.BAD_HEADER, "expected dtype, shape and data_offsets");
      }
      if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < 0) {
        throw file.refusal(
            name,
            Rule.BAD_HEADER,
            "data_offsets %s; expected two numbers from 0".formatted(Arrays.toString(offsets)));
      }
      return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private <T> T once(String name, String key, T before, T value)
        throws MalformedWeightsException {
      if (before != null) {
        throw file.refusal(name, Rule.DUPLICATE_NAME, "field " + key);
      }
      return value;
    }

    private DataType type(String name) throws IOException {
      expect(name, JsonToken.STRING, "a text as dtype");
      String type = json.nextString();
      DataType known = TYPES.get(type);
      if (known == null) {
        throw file.refusal(
            name,
            Rule.UNKNOWN_TYPE,
            "%s; known: %s".formatted(type, String.join(", ", TYPES.keySet())));
      }
      return known;
    }

    /** Refuses too many names: each becomes an object many times its size in the file. */
    private void checkCount(String what, Set<String> names) throws MalformedWeightsException {
      if (names.size() > MOST_NAMES) {
        throw file.refusal(Rule.HEADER_TOO_LARGE, "more than %d %s".formatted(MOST_NAMES, what));
      }
    }

    private long[] numbers(String name, String key, Rule tooMany) throws IOException {
      List<Long> numbers = new ArrayList<>();
      expect(name, JsonToken.BEGIN_ARRAY, "a list of numbers as " + key);
      json.beginArray();
      while (json.hasNext()) {
        expect(name, JsonToken.NUMBER, "whole numbers in " + key);
        if (numbers.size() == Shapes.MOST_DIMENSIONS) {
          throw file.refusal(
              name, tooMany, "more than %d numbers as %s".formatted(numbers.size(), key));
        }
        numbers.add(whole(name, key, json.nextString()));
      }
      json.endArray();
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private long whole(String name, String key, String text) throws MalformedWeightsException {
      if (!WHOLE.matcher(text).matches()) {
        throw file.refusal(name, Rule.BAD_HEADER, "%s of %s".formatted(text, key));
      }
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw file.refusal(name, Rule.OVERFLOWING_SHAPE, "%s of %s".formatted(text, key));
      }
    }

    private void expect(String name, JsonToken token, String expected) throws IOException {
      if (json.peek() != token) {
        throw file.refusal(name, Rule.BAD_HEADER, "expected " + expected);
      }
    }
  }
}
