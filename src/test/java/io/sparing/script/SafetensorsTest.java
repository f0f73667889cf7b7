package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  @TempDir Path folder;

  private static TensorData counting(DataType type, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate((int) (3 * shape[0] * type.bytes()));
    for (byte i = 0; bytes.hasRemaining(); i++) {
      bytes.put(i);
    }
    return TensorData.of(type, shape, bytes.flip());
  }

  @Test
  void tensorsOfEveryTypeComeBack() throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (DataType type : DataType.values()) {
      tensors.put(type.name(), counting(type, 5, 3));
    }
    Path path = folder.resolve("all.safetensors");
    Safetensors.write(tensors, Map.of("format", "pt"), path);
    SafetensorsFile file = SafetensorsFile.read(path);
    assertThat(file.names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
    assertThat(file.metadata().get("format").getAsString()).isEqualTo("pt");
    tensors.forEach(
        (name, tensor) -> {
          assertThat(file.shape(name)).containsExactly(5, 3);
          assertThat(ByteBuffer.wrap(file.bytes(name))).isEqualTo(tensor.bytes());
        });
    assertThat(tensors.keySet().stream().map(file::type))
        .containsExactly("F32", "F16", "BF16", "I8", "U8", "I32", "I64");
  }

  @Test
  void tensorsFollowEachOtherAlignedToTheirElements() throws IOException {
    Path path = folder.resolve("mixed.safetensors");
    Safetensors.write(
        Map.of(
            "a", counting(DataType.INT8, 1, 3),
            "b", counting(DataType.FLOAT32, 1, 3),
            "c", counting(DataType.INT64, 1, 3)),
        Map.of(),
        path);
    SafetensorsFile file = SafetensorsFile.read(path);
    assertThat(file.start() % 8).isZero();
    assertThat(file.offsets("c")).containsExactly(0, 24);
    assertThat(file.offsets("b")).containsExactly(24, 36);
    assertThat(file.offsets("a")).containsExactly(36, 39);
    assertThat(Files.size(path)).isEqualTo(file.start() + 39L);
  }
}
