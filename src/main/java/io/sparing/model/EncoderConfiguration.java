package io.sparing.model;

/**
 * Sizes of a transformer, as its {@code config.json} has them under the names of its architecture.
 *
 * @param layers encoder layers
 * @param hidden width
 * @param heads attention heads
 * @param intermediate width of the feed-forward layers
 * @param vocabulary entries of the word table
 * @param maxLength longest text in tokens
 * @param firstPosition entry of the position table for a text's first token. Where it is not 0,
 *     tokens of the id {@code firstPosition - 1} are padding: they all have the entry before the
 *     first and do not move the others
 * @param tokenTypes entries of the token type table; 0 if there is none, and with 1 all tokens have
 *     that one
 * @param epsilon added to the variance by layer norms
 * @param embedding width of the embeddings; where it is not that of the layers, a projection
 *     follows them
 * @param relativeBuckets entries of the table of attention biases by how far two tokens are apart;
 *     0 if there is none
 */
public record EncoderConfiguration(
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int vocabulary,
    int maxLength,
    int firstPosition,
    int tokenTypes,
    double epsilon,
    int embedding,
    int relativeBuckets)
    implements Configuration {

  private static final int MOST_LAYERS = 1000;
  private static final int LARGEST = 10_000_000;

  /**
   * @throws IllegalArgumentException if a size is not positive or absurd; the message names it
   */
  public EncoderConfiguration {
    check("layers", layers, 1, MOST_LAYERS);
    check("hidden", hidden, 1, LARGEST);
    check("heads", heads, 1, LARGEST);
    check("intermediate", intermediate, 1, LARGEST);
    check("vocabulary", vocabulary, 1, LARGEST);
    check("max_length", maxLength, 1, LARGEST);
    check("first_position", firstPosition, 0, LARGEST);
    check("token_types", tokenTypes, 0, LARGEST);
    check("embedding", embedding, 1, LARGEST);
    check("relative_buckets", relativeBuckets, 0, LARGEST);
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new IllegalArgumentException(
          "Invalid layer_norm_epsilon: %s; expected a number between 0 and 1".formatted(epsilon));
    }
  }

  /** Those of an encoder whose embeddings are as wide as its layers, without biases by distance. */
  public EncoderConfiguration(
      int layers,
      int hidden,
      int heads,
      int intermediate,
      int vocabulary,
      int maxLength,
      int firstPosition,
      int tokenTypes,
      double epsilon) {
    this(
        layers,
        hidden,
        heads,
        intermediate,
        vocabulary,
        maxLength,
        firstPosition,
        tokenTypes,
        epsilon,
        hidden,
        0);
  }

  /** The same with embeddings of this width. */
  public EncoderConfiguration withEmbedding(int width) {
    return new EncoderConfiguration(
        layers,
        hidden,
        heads,
        intermediate,
        vocabulary,
        maxLength,
        firstPosition,
        tokenTypes,
        epsilon,
        width,
        relativeBuckets);
  }

  /** The same with a table of so many attention biases by distance. */
  public EncoderConfiguration withRelativeBuckets(int entries) {
    return new EncoderConfiguration(
        layers,
        hidden,
        heads,
        intermediate,
        vocabulary,
        maxLength,
        firstPosition,
        tokenTypes,
        epsilon,
        embedding,
        entries);
  }

  /** Whether a projection brings the embeddings to the width of the layers. */
  public boolean projects() {
    return embedding != hidden;
  }

  /**
   * Those of a model of the family.
   *
   * @throws IllegalArgumentException if it is of another
   */
  static EncoderConfiguration of(ModelManifest manifest) {
    if (manifest.configuration() instanceof EncoderConfiguration configuration) {
      return configuration;
    }
    throw new IllegalArgumentException(
        "Invalid configuration of %s: %s; expected an encoder's"
            .formatted(manifest.name(), manifest.configuration()));
  }

  @Override
  public long parameters() {
    return EncoderShapes.parameters(this);
  }

  @Override
  public long linearParameters() {
    long wide = hidden;
    long projection = projects() ? wide * embedding : 0;
    return layers * (4 * wide * wide + 2 * wide * intermediate) + projection;
  }

  /** Entries of the position table. */
  public int positions() {
    return maxLength + firstPosition;
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Invalid %s: %d; expected %d to %d".formatted(name, value, least, most));
    }
  }
}
