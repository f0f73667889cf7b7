package io.sparing.model;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of an exported PyTorch model from an ONNX file under PyTorch's names. A linear
 * layer's weight is an anonymous initializer there ({@code onnx::MatMul_885}), stored transposed;
 * it is found through the {@code Add} whose other input is the layer's named bias. The file is
 * mapped: a tensor costs no memory until its bytes are asked for.
 */
public final class OnnxWeights {

  private static final int FLOAT = 1;

  private OnnxWeights() {}

  /**
   * Reads all fp32 weights.
   *
   * @param file an ONNX file with its weights inside
   * @return tensors by PyTorch's names, linear weights as [out, in]
   * @throws IOException if the file cannot be read or is no ONNX file
   */
  public static Map<String, TensorData> read(Path file) throws IOException {
    OnnxMl.GraphProto graph = parse(file).getGraph();
    Map<String, OnnxMl.TensorProto> initializers = new LinkedHashMap<>();
    graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    Map<String, TensorData> weights = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          if (tensor.getDataType() == FLOAT && !name.startsWith("onnx::")) {
            weights.put(name, tensor(tensor));
          }
        });
    linearWeights(graph.getNodeList(), initializers)
        .forEach((name, tensor) -> weights.put(name, transposed(name, tensor)));
    return weights;
  }

  private static OnnxMl.ModelProto parse(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      CodedInputStream in = CodedInputStream.newInstance(mapped);
      in.enableAliasing(true);
      return OnnxMl.ModelProto.parseFrom(in);
    }
  }

  /** Anonymous MatMul operands by the name that the bias added to the product gives them. */
  private static Map<String, OnnxMl.TensorProto> linearWeights(
      List<OnnxMl.NodeProto> nodes, Map<String, OnnxMl.TensorProto> initializers) {
    Map<String, OnnxMl.TensorProto> operandByProduct = new HashMap<>();
    Map<String, OnnxMl.TensorProto> named = new LinkedHashMap<>();
    for (OnnxMl.NodeProto node : nodes) {
      if (node.getOpType().equals("MatMul") && initializers.containsKey(node.getInput(1))) {
        operandByProduct.put(node.getOutput(0), initializers.get(node.getInput(1)));
      } else if (node.getOpType().equals("Add")) {
        name(node.getInput(0), node.getInput(1), operandByProduct, named);
        name(node.getInput(1), node.getInput(0), operandByProduct, named);
      }
    }
    return named;
  }

  private static void name(
      String bias,
      String product,
      Map<String, OnnxMl.TensorProto> operandByProduct,
      Map<String, OnnxMl.TensorProto> named) {
    OnnxMl.TensorProto operand = operandByProduct.get(product);
    if (operand != null && bias.endsWith(".bias")) {
      named.put(bias.replaceAll("bias$", "weight"), operand);
    }
  }

  private static TensorData tensor(OnnxMl.TensorProto tensor) {
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    return TensorData.of(DataType.FLOAT32, shape, raw(tensor.getName(), tensor));
  }

  private static TensorData transposed(String name, OnnxMl.TensorProto tensor) {
    if (tensor.getDimsCount() != 2) {
      throw new IllegalArgumentException(
          "Invalid weight %s of %d dimensions; expected 2".formatted(name, tensor.getDimsCount()));
    }
    int in = Math.toIntExact(tensor.getDims(0));
    int out = Math.toIntExact(tensor.getDims(1));
    ByteBuffer stored = raw(name, tensor);
    return TensorData.computed(
        DataType.FLOAT32, new long[] {out, in}, () -> transpose(stored, in, out));
  }

  private static ByteBuffer transpose(ByteBuffer stored, int rows, int columns) {
    FloatBuffer from = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    ByteBuffer bytes = ByteBuffer.allocate(rows * columns * 4).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer to = bytes.asFloatBuffer();
    float[] row = new float[columns];
    for (int r = 0; r < rows; r++) {
      from.get(row);
      for (int c = 0; c < columns; c++) {
        to.put(c * rows + r, row[c]);
      }
    }
    return bytes;
  }

  private static ByteBuffer raw(String name, OnnxMl.TensorProto tensor) {
    ByteString raw = tensor.getRawData();
    if (raw.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read the weight %s: its numbers are not stored as raw data".formatted(name));
    }
    return raw.asReadOnlyByteBuffer();
  }
}
