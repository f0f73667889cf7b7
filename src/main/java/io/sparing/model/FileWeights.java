package io.sparing.model;

import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns the weights of a file, under its architecture's names, into those of the tree. */
final class FileWeights {

  /**
   * Heads of pretraining and of tasks that most architectures have, and tables of numbers that are
   * no weights.
   */
  private static final Pattern IGNORED =
      Pattern.compile(
          "(cls|pooler|lm_head|classifier|qa_outputs)\\..*"
              + "|embeddings\\.(position_ids|token_type_ids)");

  private final ModelManifest manifest;
  private final Architecture architecture;
  private final Map<String, String> fileNames = new LinkedHashMap<>();

  private FileWeights(ModelManifest manifest) {
    this.manifest = manifest;
    this.architecture = Families.architecture(manifest);
  }

  /**
   * The tree's weights, fp32, in the shapes that the manifest says. Names in the file may follow
   * the architecture's prefix and a dot; heads are left out.
   *
   * @throws IllegalArgumentException if a weight is missing, there twice, of another shape or not
   *     floating, or if there is one that the architecture has no place for; the message names it
   */
  static Map<String, TensorData> of(Map<String, TensorData> file, ModelManifest manifest) {
    Map<String, TensorData> weights = check(file, manifest);
    weights.replaceAll((name, tensor) -> tensor.to(DataType.FLOAT32));
    return weights;
  }

  /**
   * Returns weights as {@link #of} does, but in the file's types, so that no weight is read.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  static Map<String, TensorData> check(Map<String, TensorData> file, ModelManifest manifest) {
    return new FileWeights(manifest).all(file);
  }

  private Map<String, TensorData> all(Map<String, TensorData> file) {
    file.keySet().forEach(this::register);
    Map<String, TensorData> weights = new LinkedHashMap<>();
    Families.of(manifest)
        .shapes(manifest)
        .forEach((name, shape) -> weights.put(name, take(name, shape, file)));
    for (Map.Entry<String, String> left : fileNames.entrySet()) {
      if (!ignored(left.getKey())) {
        throw new IllegalArgumentException(
            "Unknown weight: %s of %s; its architecture %s with %d layers has no place for it"
                .formatted(
                    left.getValue(), manifest.name(), architecture.name(), manifest.layers()));
      }
    }
    return weights;
  }

  private boolean ignored(String name) {
    return IGNORED.matcher(name).matches()
        || architecture.heads().stream().anyMatch(head -> name.startsWith(head + "."));
  }

  private void register(String fileName) {
    String prefix = architecture.prefix() + ".";
    String name = fileName.startsWith(prefix) ? fileName.substring(prefix.length()) : fileName;
    // Files that began as TensorFlow checkpoints have other names for the two weights of a layer
    // norm.
    name = name.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight");
    name = name.replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    String other = fileNames.putIfAbsent(name, fileName);
    if (other != null) {
      throw new IllegalArgumentException(
          "Invalid weights of %s: %s and %s are the same"
              .formatted(manifest.name(), other, fileName));
    }
  }

  private TensorData take(String name, long[] shape, Map<String, TensorData> file) {
    String expected = architecture.weight(name);
    String fileName = fileNames.remove(expected);
    if (fileName == null) {
      throw new IllegalArgumentException(
          "Cannot build %s: its file has no weight %s".formatted(manifest.name(), expected));
    }
    TensorData tensor = file.get(fileName);
    if (!Arrays.equals(tensor.shape(), shape) || !tensor.type().floating()) {
      throw new IllegalArgumentException(
          "Invalid weight %s of %s: %s; expected floats of shape %s"
              .formatted(fileName, manifest.name(), tensor, Arrays.toString(shape)));
    }
    return tensor;
  }
}
