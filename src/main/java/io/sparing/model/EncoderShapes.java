package io.sparing.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes of an encoder's weights by the names of the tree. */
final class EncoderShapes {

  /** Path of what brings embeddings to the width of the layers. */
  static final String PROJECTION = "embeddings.projection";

  /** Path of the table of attention biases by distance. */
  static final String RELATIVE_BIAS = "embeddings.relative_attention_bias";

  private final EncoderConfiguration sizes;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private EncoderShapes(EncoderConfiguration sizes) {
    this.sizes = sizes;
  }

  /** Returns all of them: the embeddings', then layer by layer. */
  static Map<String, long[]> of(EncoderConfiguration sizes) {
    return new EncoderShapes(sizes).all();
  }

  /** Returns how many numbers they hold together. */
  static long parameters(EncoderConfiguration sizes) {
    long all = 0;
    for (long[] shape : of(sizes).values()) {
      long count = 1;
      for (long size : shape) {
        count *= size;
      }
      all += count;
    }
    return all;
  }

  private Map<String, long[]> all() {
    int hidden = sizes.hidden();
    int embedding = sizes.embedding();
    add("embeddings.word_embeddings.weight", sizes.vocabulary(), embedding);
    add("embeddings.position_embeddings.weight", sizes.positions(), embedding);
    if (sizes.tokenTypes() > 0) {
      add("embeddings.token_type_embeddings.weight", sizes.tokenTypes(), embedding);
    }
    norm("embeddings.LayerNorm", embedding);
    if (sizes.projects()) {
      linear(PROJECTION, hidden, embedding);
    }
    if (sizes.relativeBuckets() > 0) {
      add(RELATIVE_BIAS + ".weight", sizes.relativeBuckets(), sizes.heads());
    }
    for (int layer = 0; layer < sizes.layers(); layer++) {
      String path = "encoder.layer." + layer + ".";
      linear(path + "attention.self.query", hidden, hidden);
      linear(path + "attention.self.key", hidden, hidden);
      linear(path + "attention.self.value", hidden, hidden);
      linear(path + "attention.output.dense", hidden, hidden);
      norm(path + "attention.output.LayerNorm", hidden);
      linear(path + "intermediate.dense", sizes.intermediate(), hidden);
      linear(path + "output.dense", hidden, sizes.intermediate());
      norm(path + "output.LayerNorm", hidden);
    }
    return shapes;
  }

  private void linear(String path, int out, int in) {
    add(path + ".weight", out, in);
    add(path + ".bias", out);
  }

  private void norm(String path, int width) {
    add(path + ".weight", width);
    add(path + ".bias", width);
  }

  private void add(String name, long... shape) {
    shapes.put(name, shape);
  }
}
