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
    return readCommon(config, config.integer("max_position_embeddings"), 0);
  }

  /** Reads what BERT and RoBERTa have under the same names. */
  static EncoderConfiguration readCommon(ConfigJson config, int maxLength, int firstPosition) {
    int heads = config.integer("num_attention_heads");
    int hidden = config.integer("hidden_size");
    EncoderKeys.check(config, "hidden_act", heads, hidden);
    return new EncoderConfiguration(
        config.integer("num_hidden_layers"),
        hidden,
        heads,
        config.integer("intermediate_size"),
        config.integer("vocab_size"),
        maxLength,
        firstPosition,
        config.integer("type_vocab_size", 2),
        config.number("layer_norm_eps", EPSILON));
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    EncoderConfiguration configuration = EncoderConfiguration.of(manifest);
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
