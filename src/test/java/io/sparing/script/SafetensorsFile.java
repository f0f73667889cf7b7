package io.sparing.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** A reader of safetensors files that shares nothing with the writer. */
public final class SafetensorsFile {

  private final byte[] bytes;
  private final int start;
  private final JsonObject header;

  private SafetensorsFile(byte[] bytes, int start, JsonObject header) {
    this.bytes = bytes;
    this.start = start;
    this.header = header;
  }

  /** Reads a file. */
  public static SafetensorsFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    return new SafetensorsFile(bytes, 8 + length, JsonParser.parseString(header).getAsJsonObject());
  }

  /** Where the tensors begin. */
  int start() {
    return start;
  }

  /** The header's further texts. */
  JsonObject metadata() {
    return header.getAsJsonObject("__metadata__");
  }

  /** Names of the tensors. */
  public Set<String> names() {
    JsonObject tensors = header.deepCopy();
    tensors.remove("__metadata__");
    return tensors.keySet();
  }

  String type(String name) {
    return header.getAsJsonObject(name).get("dtype").getAsString();
  }

  /** The shape of a tensor. */
  public long[] shape(String name) {
    return numbers(name, "shape");
  }

  long[] offsets(String name) {
    return numbers(name, "data_offsets");
  }

  byte[] bytes(String name) {
    long[] offsets = offsets(name);
    return Arrays.copyOfRange(bytes, start + (int) offsets[0], start + (int) offsets[1]);
  }

  /** The values of an fp32 tensor. */
  public float[] floats(String name) {
    ByteBuffer view = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[view.remaining() / 4];
    view.asFloatBuffer().get(values);
    return values;
  }

  private long[] numbers(String name, String key) {
    return header.getAsJsonObject(name).getAsJsonArray(key).asList().stream()
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }
}
