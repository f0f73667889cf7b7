package io.sparing.model;

import com.google.gson.JsonObject;

/**
 * RoBERTa (Liu et al., 2019, arXiv:1907.11692): BERT with positions that start after the padding
 * token's id and skip padding.
 */
final class RobertaArchitecture implements Architecture {

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
    int firstPosition = config.integer("pad_token_id", 1) + 1;
    int maxLength = config.integer("max_position_embeddings") - firstPosition;
    return BertArchitecture.readCommon(config, maxLength, firstPosition);
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    EncoderConfiguration configuration = EncoderConfiguration.of(manifest);
    BertArchitecture.writeCommon(configuration, config);
    config.addProperty("max_position_embeddings", configuration.positions());
    config.addProperty("pad_token_id", configuration.firstPosition() - 1);
  }

  @Override
  public String weight(String name) {
    return name;
  }
}
