package io.sparing.weights;

import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads GGUF files of versions 2 and 3, little endian. Every tensor is given in fp32: those stored
 * so are views of the mapped file, the others are de-quantized whenever their bytes are asked for,
 * as ggml and the Python package {@code gguf} do.
 */
public final class GgufFile {

  private GgufFile() {}

  /**
   * Reads all tensors, in the order of the file.
   *
   * @param file of types F32, F16, Q8_0, Q4_0, Q4_1, Q4_K and Q6_K; it must not shrink while they
   *     are used
   * @return fp32 tensors by name, outermost dimension first, unmodifiable
   * @throws MalformedWeightsException if the file breaks a rule of the format
   * @throws IOException if the file cannot be read
   */
  public static Map<String, TensorData> read(Path file) throws IOException {
    return read(WeightFile.map(file));
  }

  static Map<String, TensorData> read(WeightFile file) throws MalformedWeightsException {
    GgufHeader header = GgufHeader.read(file);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    long expected = 0;
    long previous = 0;
    long end = header.dataStart();
    for (GgufEntry entry : header.entries()) {
      long bytes = bytes(file, entry);
      checkOffset(file, entry, header.alignment(), previous, expected);
      previous = entry.offset();
      end = header.dataStart() + entry.offset() + bytes;
      if (end > file.size()) {
        throw file.refusal(
            entry.name(), Rule.BEYOND_FILE, "to %d of %d".formatted(end, file.size()));
      }
      tensors.put(entry.name(), tensor(file, entry, end - bytes, bytes));
      expected = GgufHeader.padded(entry.offset() + bytes, header.alignment());
    }
    if (file.size() > GgufHeader.padded(end, header.alignment())) {
      throw file.refusal(Rule.HOLE, "%d after the last".formatted(file.size() - end));
    }
    return Collections.unmodifiableMap(tensors);
  }

  private static long bytes(WeightFile file, GgufEntry entry) throws MalformedWeightsException {
    long[] shape = entry.shape();
    long floats = Shapes.bytes(file, entry.name(), shape, Float.BYTES);
    long row = shape.length == 0 ? 1 : shape[shape.length - 1];
    if (row % entry.type().elements() != 0) {
      throw file.refusal(
          entry.name(),
          Rule.BROKEN_BLOCK,
          "%d numbers in blocks of %d".formatted(row, entry.type().elements()));
    }
    return floats / Float.BYTES / entry.type().elements() * entry.type().bytes();
  }

  private static void checkOffset(
      WeightFile file, GgufEntry entry, int alignment, long previous, long expected)
      throws MalformedWeightsException {
    long offset = entry.offset();
    if (offset < 0 || offset > file.size()) {
      throw file.refusal(entry.name(), Rule.BEYOND_FILE, "offset " + Long.toUnsignedString(offset));
    }
    if (offset % alignment != 0) {
      throw file.refusal(
          entry.name(), Rule.MISALIGNED, "offset %d; multiples of %d".formatted(offset, alignment));
    }
    if (offset != expected) {
      throw file.refusal(
          entry.name(),
          misplaced(offset, previous, expected),
          "offset %d, expected %d".formatted(offset, expected));
    }
  }

  private static Rule misplaced(long offset, long previous, long expected) {
    if (offset > expected) {
      return Rule.HOLE;
    }
    return offset < previous ? Rule.UNSORTED_OFFSETS : Rule.OVERLAP;
  }

  private static TensorData tensor(WeightFile file, GgufEntry entry, long start, long bytes) {
    ByteBuffer stored = file.slice(start, bytes);
    return entry.type() == GgufType.F32
        ? TensorData.of(DataType.FLOAT32, entry.shape(), stored)
        : TensorData.computed(DataType.FLOAT32, entry.shape(), () -> floats(entry.type(), stored));
  }

  private static ByteBuffer floats(GgufType type, ByteBuffer stored) {
    ByteBuffer blocks = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int count = blocks.remaining() / type.bytes() * type.elements();
    ByteBuffer floats = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    type.read(blocks, floats.asFloatBuffer());
    return floats;
  }
}
