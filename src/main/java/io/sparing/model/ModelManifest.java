package io.sparing.model;

import java.util.List;

/**
 * What is known about a model before its weights are read.
 *
 * @param name as written in sweep files, or the path of its folder
 * @param description one line
 * @param architecture family, as in {@code model_type} of {@code config.json}
 * @param source where its files are
 * @param licence SPDX identifier
 * @param parameters numbers in the model without heads
 * @param configuration sizes
 * @param decoderLayers layers of a decoder beside the encoder; 0 if there is none
 * @param pooling how token vectors become one, {@code mean} or {@code cls}
 * @param textPrefix put before every text, as the model was trained
 * @param huggingFace name on the Hugging Face hub, or the path of its folder
 */
public record ModelManifest(
    String name,
    String description,
    String architecture,
    ModelSource source,
    String licence,
    long parameters,
    Configuration configuration,
    int decoderLayers,
    String pooling,
    String textPrefix,
    String huggingFace) {

  /** The known kinds of pooling. */
  static final List<String> POOLINGS = List.of("mean", "cls");

  /**
   * @throws IllegalArgumentException if the pooling is unknown
   */
  public ModelManifest {
    if (!POOLINGS.contains(pooling)) {
      throw new IllegalArgumentException(
          "Unknown pooling: %s of model %s; known: %s"
              .formatted(pooling, name, String.join(", ", POOLINGS)));
    }
  }

  /** Returns how many encoder layers there are. */
  public int layers() {
    return configuration.layers();
  }

  /** Returns the width. */
  public int hidden() {
    return configuration.hidden();
  }

  /** Width of the embeddings. */
  public int embedding() {
    return configuration.embedding();
  }

  /** Attention heads. */
  public int heads() {
    return configuration.heads();
  }

  /** Returns the width of the feed-forward layers. */
  public int intermediate() {
    return configuration.intermediate();
  }

  /** Returns the longest text in tokens. */
  public int maxLength() {
    return configuration.maxLength();
  }
}
