package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that the Python package gguf wrote, against what that package reads from it. */
class GgufFileTest {

  @TempDir Path folder;

  private record Recorded(long[] shape, int[] bits) {}

  @ParameterizedTest
  @EnumSource(GgufType.class)
  void everyNumberIsTheReferencesToTheLastBit(GgufType type)
      throws IOException, URISyntaxException {
    TensorData tensor = GgufFile.read(blocks()).get(type.name());
    Recorded expected = recorded().get(type.name());
    assertThat(tensor.type()).isEqualTo(DataType.FLOAT32);
    assertThat(tensor.shape()).isEqualTo(expected.shape());
    int[] bits = new int[(int) tensor.elements()];
    tensor.bytes().asIntBuffer().get(bits);
    assertThat(bits).isEqualTo(expected.bits());
  }

  @Test
  void tensorsComeInTheOrderOfTheFile() throws IOException, URISyntaxException {
    assertThat(GgufFile.read(blocks()).keySet())
        .containsExactly("Q8_0", "Q4_0", "Q4_1", "Q4_K", "Q6_K", "F16", "F32");
  }

  @Test
  void singlePrecisionIsAViewOfTheMappedFile() throws IOException, URISyntaxException {
    ByteBuffer bytes = GgufFile.read(blocks()).get("F32").bytes();
    assertThat(bytes.isDirect()).isTrue();
    assertThat(bytes.isReadOnly()).isTrue();
  }

  @Test
  void anAlignmentOfItsOwnAndVersionTwoAreRead() throws IOException {
    byte[] content =
        new GgufBytes()
            .magic("GGUF")
            .int32(2)
            .int64(2)
            .int64(1)
            .key("general.alignment", 4)
            .int32(64)
            .tensor("a", GgufBytes.F32, 0, 3, 2)
            .tensor("b", GgufBytes.F32, 64)
            .data(64, 68);
    Map<String, TensorData> tensors =
        GgufFile.read(Files.write(folder.resolve("two.gguf"), content));
    assertThat(tensors.get("a").shape()).containsExactly(2, 3);
    assertThat(tensors.get("b").toFloats()).containsExactly(0);
  }

  static Path blocks() throws URISyntaxException {
    return Path.of(GgufFileTest.class.getResource("blocks.gguf").toURI());
  }

  private static Map<String, Recorded> recorded() throws IOException {
    try (Reader json =
        new InputStreamReader(
            GgufFileTest.class.getResourceAsStream("blocks.json"), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(json, new TypeToken<Map<String, Recorded>>() {}.getType());
    }
  }
}
