package io.sparing.weights;

import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors files: the length of a header as 8 bytes, a JSON header, then the bytes of the
 * tensors, which must follow each other without overlap or hole up to the end of the file. Every
 * tensor is a view of the mapped file.
 */
public final class SafetensorsFile {

  private SafetensorsFile() {}

  /**
   * Reads all tensors, in the order of their bytes.
   *
   * @param file of types F32, F16, BF16, I8, U8, I32 and I64; it must not shrink while they are
   *     used
   * @return tensors by name, unmodifiable; none takes memory of its own
   * @throws MalformedWeightsException if the file breaks a rule of the format
   * @throws IOException if the file cannot be read
   */
  public static Map<String, TensorData> read(Path file) throws IOException {
    return read(WeightFile.map(file));
  }

  static Map<String, TensorData> read(WeightFile file) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(file);
    List<SafetensorsEntry> entries =
        header.entries().stream()
            .sorted(
                Comparator.comparingLong(SafetensorsEntry::begin)
                    .thenComparingLong(SafetensorsEntry::end))
            .toList();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    long end = 0;
    for (SafetensorsEntry entry : entries) {
      tensors.put(entry.name(), tensor(file, entry, header.dataStart(), end));
      end = entry.end();
    }
    if (header.dataStart() + end < file.size()) {
      throw file.refusal(
          Rule.HOLE, "%d after the last".formatted(file.size() - header.dataStart() - end));
    }
    return Collections.unmodifiableMap(tensors);
  }

  private static TensorData tensor(
      WeightFile file, SafetensorsEntry entry, long dataStart, long expectedBegin)
      throws MalformedWeightsException {
    DataType type = entry.type();
    long count = Shapes.bytes(file, entry.name(), entry.shape(), type.bytes());
    checkRange(file, entry, file.size() - dataStart);
    if (entry.end() - entry.begin() != count) {
      throw file.refusal(
          entry.name(),
          Rule.WRONG_BYTE_COUNT,
          "%d; expected %d".formatted(entry.end() - entry.begin(), count));
    }
    if (entry.begin() % type.bytes() != 0) {
      throw file.refusal(
          entry.name(),
          Rule.MISALIGNED,
          "offset %d of elements of %d bytes".formatted(entry.begin(), type.bytes()));
    }
    if (entry.begin() != expectedBegin) {
      throw file.refusal(
          entry.name(),
          entry.begin() < expectedBegin ? Rule.OVERLAP : Rule.HOLE,
          "begins at %d, expected %d".formatted(entry.begin(), expectedBegin));
    }
    return TensorData.of(type, entry.shape(), file.slice(dataStart + entry.begin(), count));
  }

  private static void checkRange(WeightFile file, SafetensorsEntry entry, long available)
      throws MalformedWeightsException {
    if (entry.end() < entry.begin()) {
      throw file.refusal(
          entry.name(), Rule.REVERSED_OFFSETS, "%d to %d".formatted(entry.begin(), entry.end()));
    }
    if (entry.end() > available) {
      throw file.refusal(
          entry.name(),
          Rule.BEYOND_FILE,
          "%d to %d of %d".formatted(entry.begin(), entry.end(), available));
    }
  }
}
