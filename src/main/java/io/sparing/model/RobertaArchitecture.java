package io.sparing.model;

import com.google.gson.JsonObject;

/**
 * RoBERTa (Liu et al., 2019, arXiv:1907.11692): BERT with positions that start after the padding
 * token's id and skip padding.
 */
final class RobertaArchitecture implements Architecture {

  private static final double EPSILON = 1e-12;

  @Override
  public String name() {
    return "roberta";
  }

  @Override
  public String className() {
    return "RobertaModel";
  }

  @Override
  public boolean hasPooler() {
    return true;
  }

  @Override
  public EncoderConfiguration read(ConfigJson config) {
    BertArchitecture.refuseOthers(config);
    int firstPosition = config.integer("pad_token_id", 1) + 1;
    return new EncoderConfiguration(
        config.integer("num_hidden_layers"),
        config.integer("hidden_size"),
        config.integer("num_attention_heads"),
        config.integer("intermediate_size"),
        config.integer("vocab_size"),
        config.integer("max_position_embeddings") - firstPosition,
        firstPosition,
        config.integer("type_vocab_size", 2),
        config.number("layer_norm_eps", EPSILON));
  }

  @Override
  public void write(EncoderConfiguration configuration, JsonObject config) {
    BertArchitecture.writeCommon(configuration, config);
    config.addProperty("max_position_embeddings", configuration.positions());
    config.addProperty("pad_token_id", configuration.firstPosition() - 1);
  }

  @Override
  public String weight(String name) {
    return name;
  }
}
