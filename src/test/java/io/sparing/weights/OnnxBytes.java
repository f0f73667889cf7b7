package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.util.Arrays;

/** Puts ONNX models together, right or wrong. */
final class OnnxBytes {

  private OnnxBytes() {}

  /** An fp32 initializer of zeros as raw data. */
  static OnnxMl.TensorProto.Builder tensor(String name, int bytes, long... shape) {
    return typed(name, 1, bytes, shape);
  }

  /** An initializer of zeros as raw data. */
  static OnnxMl.TensorProto.Builder typed(String name, int type, int bytes, long... shape) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(type)
        .addAllDims(Arrays.stream(shape).boxed().toList())
        .setRawData(ByteString.copyFrom(new byte[bytes]));
  }

  /** An fp32 initializer of two numbers outside the file. */
  static OnnxMl.TensorProto.Builder external(String... keysAndValues) {
    OnnxMl.TensorProto.Builder tensor =
        tensor("w", 0, 2).setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tensor.addExternalDataBuilder().setKey(keysAndValues[i]).setValue(keysAndValues[i + 1]);
    }
    return tensor;
  }

  static OnnxMl.GraphProto.Builder graph(OnnxMl.TensorProto.Builder... tensors) {
    OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
    Arrays.stream(tensors).forEach(graph::addInitializer);
    return graph;
  }

  /** A linear layer {@code a} whose weight is stored with this shape and without a number. */
  static OnnxMl.GraphProto.Builder emptyLinear(long in, long out) {
    return graph(tensor("a.bias", 0, 0), tensor("onnx::MatMul_1", 0, in, out))
        .addNode(node("MatMul", 2, 1, "x", "onnx::MatMul_1", "y"))
        .addNode(node("Add", 2, 1, "a.bias", "y", "z"));
  }

  static byte[] file(OnnxMl.TensorProto.Builder... tensors) {
    return file(graph(tensors));
  }

  static byte[] file(OnnxMl.GraphProto.Builder graph) {
    return OnnxMl.ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray();
  }

  static OnnxMl.NodeProto.Builder node(String operator, int inputs, int outputs, String... names) {
    OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder().setOpType(operator);
    for (int i = 0; i < inputs; i++) {
      node.addInput(names[i]);
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput(names[inputs + i]);
    }
    return node;
  }
}
