package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.script.DataType;
import io.sparing.script.Safetensors;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenComesBackInEveryType() throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (DataType type : DataType.values()) {
      ByteBuffer bytes = ByteBuffer.allocate(15 * type.bytes());
      for (byte i = 0; bytes.hasRemaining(); i++) {
        bytes.put(i);
      }
      tensors.put(type.name(), TensorData.of(type, new long[] {5, 3}, bytes.flip()));
    }
    tensors.put("scalar", TensorData.floats(new float[] {1.5f}));
    tensors.put("empty", TensorData.zeros(3, 0));
    Path path = folder.resolve("all.safetensors");
    Safetensors.write(tensors, Map.of("format", "pt"), path);
    Map<String, TensorData> read = SafetensorsFile.read(path);
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          assertThat(read.get(name)).hasToString(tensor.toString());
          assertThat(read.get(name).bytes()).isEqualTo(tensor.bytes());
        });
  }

  @Test
  void tensorsAreViewsOfTheMappedFile() throws IOException {
    Path path = folder.resolve("view.safetensors");
    Safetensors.write(Map.of("w", TensorData.zeros(1 << 10)), Map.of(), path);
    ByteBuffer bytes = SafetensorsFile.read(path).get("w").bytes();
    assertThat(bytes.isDirect()).isTrue();
    assertThat(bytes.isReadOnly()).isTrue();
  }
}
