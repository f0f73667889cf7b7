package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Looks through an ONNX message before objects are made of it. Whatever is not raw numbers becomes
 * objects, even an empty node of two bytes, so there must not be too much of it.
 */
final class OnnxStructure {

  private static final long MOST_BYTES = 100_000_000;
  private static final int MOST_FIELDS = 2_000_000;

  /** The deepest messages in messages, which is protobuf's own limit. */
  private static final int MOST_DEPTH = 100;

  private static final FieldDescriptor RAW_DATA =
      OnnxMl.TensorProto.getDescriptor().findFieldByName("raw_data");

  private final WeightFile file;
  private final CodedInputStream in;
  private long numbers;
  private int fields;

  private OnnxStructure(WeightFile file, CodedInputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Reads a model's message to its end.
   *
   * @throws MalformedWeightsException if it is too large beside the numbers
   * @throws IOException if it is no message
   */
  static void check(WeightFile file, CodedInputStream in) throws IOException {
    OnnxStructure structure = new OnnxStructure(file, in);
    structure.message(OnnxMl.ModelProto.getDescriptor(), 0);
    long bytes = file.size() - structure.numbers;
    if (bytes > MOST_BYTES) {
      throw file.refusal(
          Rule.HEADER_TOO_LARGE,
          "%d bytes beside the numbers; at most %d".formatted(bytes, MOST_BYTES));
    }
  }

  private void message(Descriptor type, int depth) throws IOException {
    if (depth > MOST_DEPTH) {
      throw new InvalidProtocolBufferException("Invalid message: nested too deeply");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (++fields > MOST_FIELDS) {
        throw file.refusal(Rule.HEADER_TOO_LARGE, "more than %d fields".formatted(MOST_FIELDS));
      }
      field(tag, type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)), depth);
    }
  }

  /** Passes over a field's value; fields within a message count, too. */
  private void field(int tag, FieldDescriptor field, int depth) throws IOException {
    int wireType = WireFormat.getTagWireType(tag);
    if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
      throw new InvalidProtocolBufferException("Invalid group: ONNX has none");
    }
    if (field == null || wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      in.skipField(tag);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int limit = in.pushLimit(in.readRawVarint32());
      message(field.getMessageType(), depth + 1);
      in.popLimit(limit);
    } else {
      int length = in.readRawVarint32();
      in.skipRawBytes(length);
      numbers += field.equals(RAW_DATA) ? length : 0;
    }
  }
}
