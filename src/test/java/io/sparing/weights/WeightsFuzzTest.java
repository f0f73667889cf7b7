package io.sparing.weights;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Whatever bytes a file has, it is read or refused by a rule: nothing else is thrown, and every
 * tensor that is given has the bytes that its shape says. As a test it runs its seeds; {@code
 * ./submit.sh fuzz} looks for more.
 */
@Tag("fuzz")
class WeightsFuzzTest {

  private static final Path FILE = Path.of("src/test/resources/fuzzed");
  private static final long LARGEST_COMPUTED = 1 << 20;

  private interface Reader {
    Map<String, TensorData> read(WeightFile file) throws IOException;
  }

  @FuzzTest
  void safetensors(byte[] content) throws IOException {
    check(content, SafetensorsFile::read);
  }

  @FuzzTest
  void gguf(byte[] content) throws IOException {
    check(content, GgufFile::read);
  }

  @FuzzTest
  void onnx(byte[] content) throws IOException {
    check(content, OnnxFile::read);
  }

  private static void check(byte[] content, Reader reader) throws IOException {
    Map<String, TensorData> tensors;
    try {
      tensors = reader.read(WeightFile.of(FILE, content));
    } catch (MalformedWeightsException refused) {
      return;
    }
    tensors.forEach(WeightsFuzzTest::checkBytes);
  }

  private static void checkBytes(String name, TensorData tensor) {
    if (tensor.byteCount() <= LARGEST_COMPUTED) {
      ByteBuffer bytes = tensor.bytes();
      if (bytes.position() != 0 || bytes.remaining() != tensor.byteCount()) {
        throw new AssertionError("Invalid bytes of " + name + ": " + bytes);
      }
    }
  }
}
