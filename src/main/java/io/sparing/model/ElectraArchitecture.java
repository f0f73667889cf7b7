package io.sparing.model;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * ELECTRA (Clark et al., 2020, arXiv:2003.10555): BERT whose embeddings may have a width of their
 * own, which a projection brings to that of the layers.
 */
final class ElectraArchitecture implements Architecture {

  private static final String EMBEDDING_SIZE = "embedding_size";

  /** What transformers takes where the configuration names none. */
  private static final int WIDTH = 128;

  @Override
  public String name() {
    return "electra";
  }

  @Override
  public String className() {
    return "ElectraModel";
  }

  @Override
  public boolean hasPooler() {
    return false;
  }

  @Override
  public List<String> heads() {
    return List.of("discriminator_predictions", "generator_predictions", "generator_lm_head");
  }

  @Override
  public EncoderConfiguration read(ConfigJson config) {
    return BertArchitecture.readCommon(config, config.integer("max_position_embeddings"), 0)
        .withEmbedding(config.integer(EMBEDDING_SIZE, WIDTH));
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    EncoderConfiguration configuration = EncoderConfiguration.of(manifest);
    BertArchitecture.writeCommon(configuration, config);
    config.addProperty(EMBEDDING_SIZE, configuration.embedding());
    config.addProperty("max_position_embeddings", configuration.maxLength());
    config.addProperty("pad_token_id", 0);
  }

  @Override
  public String weight(String name) {
    return name.startsWith(EncoderShapes.PROJECTION)
        ? "embeddings_project" + name.substring(EncoderShapes.PROJECTION.length())
        : name;
  }
}
