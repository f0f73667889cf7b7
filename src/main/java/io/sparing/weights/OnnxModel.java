package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/** Parses the protobuf message of an ONNX file; the numbers of tensors stay views of the file. */
final class OnnxModel {

  private static final long LARGEST_STRUCTURE = 100_000_000;

  /** Tags on the way to a tensor's numbers: model.graph, graph.initializer, tensor.raw_data. */
  private static final int[] RAW_DATA = {7 << 3 | 2, 5 << 3 | 2, 9 << 3 | 2};

  private OnnxModel() {}

  static OnnxMl.ModelProto parse(WeightFile file) throws MalformedWeightsException {
    if (file.beginsAsPickle()) {
      throw file.refusal(Rule.PICKLE, "");
    }
    if (file.size() > Integer.MAX_VALUE) {
      throw file.refusal(Rule.HEADER_TOO_LARGE, "a message has at most 2 GiB");
    }
    try {
      ByteString bytes = UnsafeByteOperations.unsafeWrap(file.slice(0, file.size()));
      checkStructure(file, bytes);
      CodedInputStream in = bytes.newCodedInput();
      in.enableAliasing(true);
      OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(in);
      if (!model.hasGraph()) {
        throw file.refusal(Rule.BAD_HEADER, "a model without a graph");
      }
      return model;
    } catch (MalformedWeightsException e) {
      throw e;
    } catch (IOException e) {
      throw file.refusal(Rule.BAD_PROTOBUF, e.getMessage());
    }
  }

  /** Whatever is not raw numbers becomes objects: there must not be too much of it. */
  private static void checkStructure(WeightFile file, ByteString bytes) throws IOException {
    long structure = file.size() - rawBytes(bytes.newCodedInput(), 0);
    if (structure > LARGEST_STRUCTURE) {
      throw file.refusal(
          Rule.HEADER_TOO_LARGE,
          "%d bytes beside the numbers; at most %d".formatted(structure, LARGEST_STRUCTURE));
    }
  }

  private static long rawBytes(CodedInputStream in, int depth) throws IOException {
    long total = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != RAW_DATA[depth]) {
        if (!in.skipField(tag)) {
          throw new InvalidProtocolBufferException("Invalid group that ends before it begins");
        }
      } else {
        int length = in.readRawVarint32();
        if (depth == RAW_DATA.length - 1) {
          in.skipRawBytes(length);
          total += length;
        } else {
          int limit = in.pushLimit(length);
          total += rawBytes(in, depth + 1);
          in.popLimit(limit);
        }
      }
    }
    return total;
  }
}
