package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.script.Safetensors;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast files of 64 MB are opened and every byte of their tensors is read. */
@Tag("bench")
class WeightsBenchTest {

  private static final int TENSORS = 16;
  private static final int ROWS = 1024;
  private static final int REPEATS = 5;

  @TempDir Path folder;

  private interface Reader {
    Map<String, TensorData> read(Path file) throws IOException;
  }

  @Test
  void safetensors() throws IOException {
    Path file = folder.resolve("bench.safetensors");
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (int i = 0; i < TENSORS; i++) {
      tensors.put("w" + i, TensorData.zeros(ROWS, ROWS));
    }
    Safetensors.write(tensors, Map.of(), file);
    measure("safetensors F32", file, SafetensorsFile::read);
  }

  @Test
  void onnx() throws IOException {
    var graph = OnnxBytes.graph();
    for (int i = 0; i < TENSORS; i++) {
      graph.addInitializer(OnnxBytes.tensor("w" + i, ROWS * ROWS * 4, ROWS, ROWS));
    }
    measure(
        "ONNX", Files.write(folder.resolve("bench.onnx"), OnnxBytes.file(graph)), OnnxFile::read);
  }

  @Test
  void gguf() throws IOException {
    for (GgufType type : GgufType.values()) {
      int bytes = ROWS * ROWS / type.elements() * type.bytes();
      GgufBytes header = GgufBytes.header(TENSORS, 0);
      for (int i = 0; i < TENSORS; i++) {
        header.tensor("w" + i, type.code(), (long) i * bytes, ROWS, ROWS);
      }
      byte[] content = header.data(32, TENSORS * bytes);
      Path file = Files.write(folder.resolve("bench.gguf"), content);
      measure("GGUF " + type, file, GgufFile::read);
    }
  }

  private static void measure(String name, Path file, Reader reader) throws IOException {
    double best = Double.MAX_VALUE;
    double opening = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long start = System.nanoTime();
      Map<String, TensorData> tensors = reader.read(file);
      opening = Math.min(opening, (System.nanoTime() - start) / 1e6);
      long sum = tensors.values().stream().mapToLong(WeightsBenchTest::sum).sum();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      assertThat(tensors).hasSize(TENSORS);
      assertThat(sum).isZero();
    }
    System.out.printf(
        "%s: opened in %.2f ms, all bytes read at %.0f MB/s of file%n",
        name, opening, Files.size(file) / 1e6 / best);
  }

  private static long sum(TensorData tensor) {
    ByteBuffer bytes = tensor.bytes();
    long sum = 0;
    while (bytes.remaining() >= 8) {
      sum += bytes.getLong() & 0x7fffffff_7fffffffL; // a zero may be negative
    }
    return sum;
  }
}
