package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/** Parses the protobuf message of an ONNX file; the numbers of tensors stay views of the file. */
final class OnnxModel {

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
      OnnxStructure.check(file, bytes.newCodedInput());
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
}
