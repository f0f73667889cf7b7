package io.sparing.model;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DistilBERT (Sanh et al., 2019, arXiv:1910.01108): BERT without token types, under other names.
 */
final class DistilBertArchitecture implements Architecture {

  private static final double EPSILON = 1e-12;
  private static final Pattern LAYER =
      Pattern.compile("encoder\\.layer\\.(\\d+)\\.(.*)\\.(weight|bias)");
  private static final Map<String, String> PARTS =
      Map.of(
          "attention.self.query", "attention.q_lin",
          "attention.self.key", "attention.k_lin",
          "attention.self.value", "attention.v_lin",
          "attention.output.dense", "attention.out_lin",
          "attention.output.LayerNorm", "sa_layer_norm",
          "intermediate.dense", "ffn.lin1",
          "output.dense", "ffn.lin2",
          "output.LayerNorm", "output_layer_norm");

  @Override
  public String name() {
    return "distilbert";
  }

  @Override
  public String className() {
    return "DistilBertModel";
  }

  @Override
  public boolean hasPooler() {
    return false;
  }

  @Override
  public List<String> heads() {
    return List.of("pre_classifier", "vocab_transform", "vocab_layer_norm", "vocab_projector");
  }

  @Override
  public EncoderConfiguration read(ConfigJson config) {
    int heads = config.integer("n_heads", "num_attention_heads");
    int hidden = config.integer("dim", "hidden_size");
    EncoderKeys.check(config, "activation", heads, hidden);
    return new EncoderConfiguration(
        config.integer("n_layers", "num_hidden_layers"),
        hidden,
        heads,
        config.integer("hidden_dim"),
        config.integer("vocab_size"),
        config.integer("max_position_embeddings"),
        0,
        0,
        EPSILON);
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    EncoderConfiguration configuration = EncoderConfiguration.of(manifest);
    config.addProperty("dim", configuration.hidden());
    config.addProperty("n_layers", configuration.layers());
    config.addProperty("n_heads", configuration.heads());
    config.addProperty("hidden_dim", configuration.intermediate());
    config.addProperty("vocab_size", configuration.vocabulary());
    config.addProperty("max_position_embeddings", configuration.maxLength());
    config.addProperty("activation", "gelu");
    config.addProperty("pad_token_id", 0);
  }

  @Override
  public String weight(String name) {
    Matcher layer = LAYER.matcher(name);
    return layer.matches()
        ? "transformer.layer.%s.%s.%s"
            .formatted(layer.group(1), PARTS.get(layer.group(2)), layer.group(3))
        : name;
  }
}
