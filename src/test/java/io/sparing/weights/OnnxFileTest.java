package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

  @TempDir Path folder;

  private static ByteString floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }

  private Map<String, TensorData> read(byte[] content) throws IOException {
    return OnnxFile.read(Files.write(folder.resolve("model.onnx"), content));
  }

  @Test
  void aLinearWeightIsNamedByItsBiasAndTurned() throws IOException {
    OnnxMl.GraphProto.Builder graph =
        OnnxBytes.graph(
            OnnxBytes.tensor("dense.bias", 12, 3),
            OnnxBytes.tensor("onnx::MatMul_7", 24, 2, 3).setRawData(floats(1, 2, 3, 4, 5, 6)));
    graph.addNode(OnnxBytes.node("MatMul", 2, 1, "x", "onnx::MatMul_7", "y"));
    graph.addNode(OnnxBytes.node("Add", 2, 1, "dense.bias", "y", "z"));
    Map<String, TensorData> weights = read(OnnxBytes.file(graph));
    assertThat(weights.keySet()).containsExactly("dense.bias", "dense.weight");
    assertThat(weights.get("dense.weight").shape()).containsExactly(3, 2);
    assertThat(weights.get("dense.weight").toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  @Timeout(10)
  void anEmptyLinearWeightCostsNothingHoweverLongItIs() throws IOException {
    for (long[] shape : new long[][] {{0, Integer.MAX_VALUE}, {Integer.MAX_VALUE, 0}, {0, 0}}) {
      TensorData weight =
          read(OnnxBytes.file(OnnxBytes.emptyLinear(shape[0], shape[1]))).get("a.weight");
      assertThat(weight.shape()).containsExactly(shape[1], shape[0]);
      assertThat(weight.bytes().remaining()).isZero();
    }
  }

  @Test
  void rawNumbersAreViewsOfTheMappedFile() throws IOException {
    byte[] content = OnnxBytes.file(OnnxBytes.tensor("w", 0, 2, 2).setRawData(floats(1, 2, 3, 4)));
    TensorData tensor = read(content).get("w");
    assertThat(tensor.bytes().isDirect()).isTrue();
    assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void numbersAsAListOfFloatsAreRead() throws IOException {
    byte[] content =
        OnnxBytes.file(OnnxBytes.tensor("w", 0, 2).addAllFloatData(List.of(1.5f, -2f)));
    assertThat(read(content).get("w").toFloats()).containsExactly(1.5f, -2);
  }

  @Test
  void otherTypesAreLeftOut() throws IOException {
    byte[] content =
        OnnxBytes.file(
            OnnxBytes.typed("ids", 7, 16, 2),
            OnnxBytes.typed("nibbles", 22, 2, 3),
            OnnxBytes.typed("texts", 8, 0, 2),
            OnnxBytes.tensor("w", 8, 2));
    assertThat(read(content).keySet()).containsExactly("w");
  }

  @Test
  void dataInFilesBelowTheFolderIsMapped() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data/w.bin"), floats(9, 1, 2).toByteArray());
    byte[] content =
        OnnxBytes.file(OnnxBytes.external("location", "data/w.bin", "offset", "4", "length", "8"));
    TensorData tensor = read(content).get("w");
    assertThat(tensor.bytes().isDirect()).isTrue();
    assertThat(tensor.toFloats()).containsExactly(1, 2);
  }
}
