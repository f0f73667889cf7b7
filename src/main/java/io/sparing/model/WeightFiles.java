package io.sparing.model;

import io.sparing.script.TensorData;
import io.sparing.weights.OnnxFile;
import io.sparing.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Reads weights by the form that the file's name tells. */
final class WeightFiles {

  private WeightFiles() {}

  /** Tensors by name, over the mapped file. */
  static Map<String, TensorData> read(Path file) throws IOException {
    return file.toString().endsWith(".onnx") ? OnnxFile.read(file) : SafetensorsFile.read(file);
  }
}
