package io.sparing.model;

import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of a BERT encoder in their shapes, all zero; no byte exists before it is asked for. */
final class BlankWeights {

  private static final int TOKEN_TYPES = 2;

  private final ModelManifest manifest;
  private final Map<String, TensorData> weights = new LinkedHashMap<>();

  private BlankWeights(ModelManifest manifest) {
    this.manifest = manifest;
  }

  static Map<String, TensorData> of(ModelManifest manifest) {
    return new BlankWeights(manifest).all();
  }

  private Map<String, TensorData> all() {
    int hidden = manifest.hidden();
    for (int layer = 0; layer < manifest.layers(); layer++) {
      String path = "encoder.layer." + layer + ".";
      linear(path + "attention.self.query", hidden, hidden);
      linear(path + "attention.self.key", hidden, hidden);
      linear(path + "attention.self.value", hidden, hidden);
      linear(path + "attention.output.dense", hidden, hidden);
      norm(path + "attention.output.LayerNorm");
      linear(path + "intermediate.dense", manifest.intermediate(), hidden);
      linear(path + "output.dense", hidden, manifest.intermediate());
      norm(path + "output.LayerNorm");
    }
    blank("embeddings.position_embeddings.weight", manifest.maxLength(), hidden);
    blank("embeddings.token_type_embeddings.weight", TOKEN_TYPES, hidden);
    norm("embeddings.LayerNorm");
    long others = weights.values().stream().mapToLong(TensorData::elements).sum();
    long words = Math.max(1, (manifest.parameters() - others) / hidden);
    blank("embeddings.word_embeddings.weight", words, hidden);
    return weights;
  }

  private void linear(String path, int out, int in) {
    blank(path + ".weight", out, in);
    blank(path + ".bias", out);
  }

  private void norm(String path) {
    blank(path + ".weight", manifest.hidden());
    blank(path + ".bias", manifest.hidden());
  }

  private void blank(String name, long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    int bytes = Math.toIntExact(count * Float.BYTES);
    weights.put(
        name, TensorData.computed(DataType.FLOAT32, shape, () -> ByteBuffer.allocate(bytes)));
  }
}
