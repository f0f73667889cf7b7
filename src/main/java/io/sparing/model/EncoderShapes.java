package io.sparing.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes of an encoder's weights by the names of the tree. */
final class EncoderShapes {

  private final EncoderConfiguration sizes;
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private EncoderShapes(EncoderConfiguration sizes) {
    this.sizes = sizes;
  }

  /** All of them: the embeddings', then layer by layer. */
  static Map<String, long[]> of(EncoderConfiguration sizes) {
    return new EncoderShapes(sizes).all();
  }

  /** How many numbers they hold together. */
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
    add("embeddings.word_embeddings.weight", sizes.vocabulary(), hidden);
    add("embeddings.position_embeddings.weight", sizes.positions(), hidden);
    if (sizes.tokenTypes() > 0) {
      add("embeddings.token_type_embeddings.weight", sizes.tokenTypes(), hidden);
    }
    norm("embeddings.LayerNorm");
    for (int layer = 0; layer < sizes.layers(); layer++) {
      String path = "encoder.layer." + layer + ".";
      linear(path + "attention.self.query", hidden, hidden);
      linear(path + "attention.self.key", hidden, hidden);
      linear(path + "attention.self.value", hidden, hidden);
      linear(path + "attention.output.dense", hidden, hidden);
      norm(path + "attention.output.LayerNorm");
      linear(path + "intermediate.dense", sizes.intermediate(), hidden);
      linear(path + "output.dense", hidden, sizes.intermediate());
      norm(path + "output.LayerNorm");
    }
    return shapes;
  }

  private void linear(String path, int out, int in) {
    add(path + ".weight", out, in);
    add(path + ".bias", out);
  }

  private void norm(String path) {
    add(path + ".weight", sizes.hidden());
    add(path + ".bias", sizes.hidden());
  }

  private void add(String name, long... shape) {
    shapes.put(name, shape);
  }
}
