package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An initializer that keeps the rules.
 *
 * @param type ONNX's number of the element type
 * @param bytes its numbers, little endian; empty for a type that is not read and not stored raw
 */
record OnnxTensor(int type, long[] shape, ByteBuffer bytes) {

  private static final int FLOAT = 1;

  /** Bits of an element by the number of its type; 0 for texts, -1 where there is none. */
  private static final int[] BITS = {
    -1, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4
  };

  boolean isFloat() {
    return type == FLOAT;
  }

  /** Returns all initializers by their names. */
  static Map<String, OnnxTensor> all(WeightFile file, List<OnnxMl.TensorProto> tensors)
      throws IOException {
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    OnnxExternalData external = new OnnxExternalData(file);
    for (OnnxMl.TensorProto tensor : tensors) {
      String name = name(file, tensor);
      if (named.put(name, of(file, name, tensor, external)) != null) {
        throw file.refusal(name, Rule.DUPLICATE_NAME, "");
      }
    }
    return named;
  }

  private static String name(WeightFile file, OnnxMl.TensorProto tensor)
      throws MalformedWeightsException {
    if (!tensor.getNameBytes().isValidUtf8()) {
      throw file.refusal(Rule.BAD_TEXT, "the name of a tensor");
    }
    if (tensor.getName().isEmpty()) {
      throw file.refusal(Rule.NO_NAME, "an initializer");
    }
    return tensor.getName();
  }

  private static OnnxTensor of(
      WeightFile file, String name, OnnxMl.TensorProto tensor, OnnxExternalData external)
      throws IOException {
    int type = tensor.getDataType();
    if (type < 0 || type >= BITS.length || BITS[type] < 0) {
      throw file.refusal(
          name, Rule.UNKNOWN_TYPE, "%d; known: 1 to %d".formatted(type, BITS.length - 1));
    }
    if (tensor.hasSegment()) {
      throw file.refusal(name, Rule.BAD_HEADER, "a segment of a tensor");
    }
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    long bytes = Shapes.bytes(file, name, shape, Math.max(1, BITS[type] / 8));
    long expected = BITS[type] == 4 ? (bytes + 1) / 2 : bytes;
    return new OnnxTensor(type, shape, numbers(file, name, tensor, expected, external));
  }

  private static ByteBuffer numbers(
      WeightFile file,
      String name,
      OnnxMl.TensorProto tensor,
      long expected,
      OnnxExternalData external)
      throws IOException {
    ByteString raw = tensor.getRawData();
    if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
      if (!raw.isEmpty() || tensor.getFloatDataCount() > 0) {
        throw file.refusal(name, Rule.BAD_HEADER, "numbers both inside and outside the file");
      }
      return external.read(name, tensor.getExternalDataList(), expected);
    }
    ByteBuffer numbers = raw.isEmpty() ? floats(tensor) : raw.asReadOnlyByteBuffer();
    boolean needed = tensor.getDataType() == FLOAT || !raw.isEmpty();
    if (needed && numbers.remaining() != expected) {
      throw file.refusal(
          name, Rule.WRONG_BYTE_COUNT, "%d; expected %d".formatted(numbers.remaining(), expected));
    }
    return numbers;
  }

  private static ByteBuffer floats(OnnxMl.TensorProto tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.getFloatDataCount() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    tensor.getFloatDataList().forEach(bytes::putFloat);
    return bytes.flip();
  }
}
