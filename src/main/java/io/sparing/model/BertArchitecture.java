package io.sparing.model;

import com.google.gson.JsonObject;

/** BERT (Devlin et al., 2018, arXiv:1810.04805), whose names the tree has. */
final class BertArchitecture implements Architecture {

  private static final double EPSILON = 1e-12;

  @Override
  public String name() {
    return "bert";
  }

  @Override
  public String className() {
    return "BertModel";
  }

  @Override
  public boolean hasPooler() {
    return true;
  }

  @Override
  public EncoderConfiguration read(ConfigJson config) {
    refuseOthers(config);
    return new EncoderConfiguration(
        config.integer("num_hidden_layers"),
        config.integer("hidden_size"),
        config.integer("num_attention_heads"),
        config.integer("intermediate_size"),
        config.integer("vocab_size"),
        config.integer("max_position_embeddings"),
        0,
        config.integer("type_vocab_size", 2),
        config.number("layer_norm_eps", EPSILON));
  }

  /** Refuses variants of BERT and RoBERTa that the tree does not compute. */
  static void refuseOthers(ConfigJson config) {
    config.expect("hidden_act", "gelu");
    config.expect("position_embedding_type", "absolute");
    config.expect("is_decoder", "false");
    config.expect("add_cross_attention", "false");
  }

  @Override
  public void write(EncoderConfiguration configuration, JsonObject config) {
    writeCommon(configuration, config);
    config.addProperty("max_position_embeddings", configuration.maxLength());
    config.addProperty("pad_token_id", 0);
  }

  /** Writes what BERT and RoBERTa have under the same names. */
  static void writeCommon(EncoderConfiguration configuration, JsonObject config) {
    config.addProperty("hidden_size", configuration.hidden());
    config.addProperty("num_hidden_layers", configuration.layers());
    config.addProperty("num_attention_heads", configuration.heads());
    config.addProperty("intermediate_size", configuration.intermediate());
    config.addProperty("vocab_size", configuration.vocabulary());
    config.addProperty("type_vocab_size", configuration.tokenTypes());
    config.addProperty("hidden_act", "gelu");
    config.addProperty("layer_norm_eps", configuration.epsilon());
  }

  @Override
  public String weight(String name) {
    return name;
  }
}
