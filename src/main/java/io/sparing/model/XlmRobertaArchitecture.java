package io.sparing.model;

import com.google.gson.JsonObject;

/**
 * XLM-RoBERTa (Conneau et al., 2019, arXiv:1911.02116): RoBERTa of a hundred languages, which
 * differs in its vocabulary alone.
 */
final class XlmRobertaArchitecture implements Architecture {

  private static final Architecture ROBERTA = new RobertaArchitecture();

  @Override
  public String name() {
    return "xlm-roberta";
  }

  @Override
  public String prefix() {
    return ROBERTA.prefix();
  }

  @Override
  public String className() {
    return "XLMRobertaModel";
  }

  @Override
  public boolean hasPooler() {
    return ROBERTA.hasPooler();
  }

  @Override
  public Configuration read(ConfigJson config) {
    return ROBERTA.read(config);
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    ROBERTA.write(manifest, config);
  }

  @Override
  public String weight(String name) {
    return ROBERTA.weight(name);
  }
}
