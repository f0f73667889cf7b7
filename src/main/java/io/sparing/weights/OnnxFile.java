package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
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
public final class OnnxFile {

  private OnnxFile() {}

  /**
   * Reads all fp32 weights; initializers of other types are checked and left out.
   *
   * @param file an ONNX file; data outside it must lie in its folder, and none of these files may
   *     shrink while the tensors are used
   * @return tensors by PyTorch's names, linear weights as [out, in]; unmodifiable
   * @throws MalformedWeightsException if the file breaks a rule of the format
   * @throws IOException if the file cannot be read
   */
  public static Map<String, TensorData> read(Path file) throws IOException {
    return read(WeightFile.map(file));
  }

  static Map<String, TensorData> read(WeightFile file) throws IOException {
    OnnxMl.GraphProto graph = OnnxModel.parse(file).getGraph();
    Map<String, OnnxTensor> initializers = OnnxTensor.all(file, graph.getInitializerList());
    Map<String, TensorData> weights = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          if (tensor.isFloat() && !name.startsWith("onnx::")) {
            weights.put(name, TensorData.of(DataType.FLOAT32, tensor.shape(), tensor.bytes()));
          }
        });
    Map<String, OnnxTensor> linear = linearWeights(file, graph.getNodeList(), initializers);
    for (Map.Entry<String, OnnxTensor> weight : linear.entrySet()) {
      weights.put(weight.getKey(), transposed(file, weight.getKey(), weight.getValue()));
    }
    return Collections.unmodifiableMap(weights);
  }

  /**
   * Returns anonymous MatMul operands by the name that follows from the bias added to the product.
   */
  private static Map<String, OnnxTensor> linearWeights(
      WeightFile file, List<OnnxMl.NodeProto> nodes, Map<String, OnnxTensor> initializers)
      throws MalformedWeightsException {
    Map<String, OnnxTensor> operandByProduct = new HashMap<>();
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    for (OnnxMl.NodeProto node : nodes) {
      boolean product = node.getOpType().equals("MatMul");
      boolean sum = node.getOpType().equals("Add");
      if ((product || sum) && (node.getInputCount() != 2 || node.getOutputCount() != 1)) {
        throw file.refusal(Rule.BAD_GRAPH, "%s %s".formatted(node.getOpType(), node.getName()));
      }
      if (product && initializers.containsKey(node.getInput(1))) {
        operandByProduct.put(node.getOutput(0), initializers.get(node.getInput(1)));
      } else if (sum) {
        name(node.getInput(0), node.getInput(1), operandByProduct, named);
        name(node.getInput(1), node.getInput(0), operandByProduct, named);
      }
    }
    return named;
  }

  private static void name(
      String bias,
      String product,
      Map<String, OnnxTensor> operandByProduct,
      Map<String, OnnxTensor> named) {
    OnnxTensor operand = operandByProduct.get(product);
    if (operand != null && operand.isFloat() && bias.endsWith(".bias")) {
      named.put(bias.replaceAll("bias$", "weight"), operand);
    }
  }

  private static TensorData transposed(WeightFile file, String name, OnnxTensor tensor)
      throws MalformedWeightsException {
    long[] shape = tensor.shape();
    if (shape.length != 2) {
      throw file.refusal(
          name, Rule.BAD_GRAPH, "a weight of %d dimensions; expected 2".formatted(shape.length));
    }
    if (Math.max(shape[0], shape[1]) > Integer.MAX_VALUE) { // Of an empty tensor, else too large.
      throw file.refusal(name, Rule.LONG_DIMENSION, Arrays.toString(shape));
    }
    int in = (int) shape[0];
    int out = (int) shape[1];
    return TensorData.computed(
        DataType.FLOAT32, new long[] {out, in}, () -> transpose(tensor.bytes(), in, out));
  }

  private static ByteBuffer transpose(ByteBuffer stored, int rows, int columns) {
    if (rows == 0 || columns == 0) {
      return ByteBuffer.allocate(0); // Whatever the other dimension is.
    }
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
}
