package io.sparing.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes tensors by name as a safetensors file: the length of a header as 8 bytes, a JSON header
 * padded with spaces to a multiple of 8, then the tensors' bytes without gaps. Wide elements come
 * first, so that every tensor is aligned to its element.
 */
public final class Safetensors {

  private Safetensors() {}

  /**
   * Writes a file.
   *
   * @param tensors by name
   * @param metadata further texts for the header; readers of PyTorch want {@code format=pt}
   * @throws IOException if the file cannot be written
   */
  public static void write(Map<String, TensorData> tensors, Map<String, String> metadata, Path file)
      throws IOException {
    List<Map.Entry<String, TensorData>> ordered =
        tensors.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, TensorData>>comparingInt(
                        entry -> -entry.getValue().type().bytes())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      WritableByteChannel channel = Channels.newChannel(out);
      channel.write(header(ordered, metadata));
      for (Map.Entry<String, TensorData> entry : ordered) {
        channel.write(entry.getValue().bytes());
      }
    }
  }

  private static ByteBuffer header(
      List<Map.Entry<String, TensorData>> tensors, Map<String, String> metadata) {
    JsonObject json = new JsonObject();
    JsonObject texts = new JsonObject();
    metadata.forEach(texts::addProperty);
    json.add("__metadata__", texts);
    long offset = 0;
    for (Map.Entry<String, TensorData> entry : tensors) {
      json.add(entry.getKey(), describe(entry.getValue(), offset));
      offset += entry.getValue().byteCount();
    }
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    int length = (text.length + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.flip();
  }

  private static JsonObject describe(TensorData tensor, long offset) {
    JsonObject json = new JsonObject();
    json.addProperty("dtype", name(tensor.type()));
    json.add("shape", array(tensor.shape()));
    json.add("data_offsets", array(offset, offset + tensor.byteCount()));
    return json;
  }

  private static JsonArray array(long... values) {
    JsonArray array = new JsonArray();
    for (long value : values) {
      array.add(value);
    }
    return array;
  }

  /** Returns the format's name of an element type, such as {@code F32}. */
  public static String name(DataType type) {
    return switch (type) {
      case FLOAT32 -> "F32";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case INT8 -> "I8";
      case UINT8 -> "U8";
      case INT32 -> "I32";
      case INT64 -> "I64";
    };
  }
}
