package io.sparing.model;

import io.sparing.script.TensorData;
import io.sparing.sources.GitLfs;
import io.sparing.weights.OnnxFile;
import io.sparing.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads weights in the form that the file's name shows. */
final class WeightFiles {

  private WeightFiles() {}

  /**
   * Returns tensors by name, over the mapped file or, for an index, over the files that it names.
   *
   * @throws IllegalArgumentException if a pointer of Git LFS is in the place of a file, or an index
   *     and its files do not fit
   */
  static Map<String, TensorData> read(Path file) throws IOException {
    if (file.endsWith(ShardedWeights.INDEX)) {
      ShardedWeights weights = ShardedWeights.of(file);
      for (Path shard : weights.files()) {
        refusePointer(shard);
      }
      return weights.read();
    }
    refusePointer(file);
    return file.toString().endsWith(".onnx") ? OnnxFile.read(file) : SafetensorsFile.read(file);
  }

  private static void refusePointer(Path file) throws IOException {
    Optional<String> pointer = GitLfs.refusal(file);
    if (pointer.isPresent()) {
      throw new IllegalArgumentException(pointer.get());
    }
  }
}
