package io.sparing.model;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MPNet (Song et al., 2020, arXiv:2004.09297): BERT without token types, whose attention adds a
 * learned bias of how far two tokens are apart, the same in all layers. Padding has the id 1.
 */
final class MpnetArchitecture implements Architecture {

  private static final int PADDING = 1;
  private static final double EPSILON = 1e-12;
  private static final String BUCKETS_KEY = "relative_attention_num_buckets";

  /** Its code computes with so many, whatever the configuration says. */
  private static final int BUCKETS = 32;

  private static final Pattern ATTENTION =
      Pattern.compile("(encoder\\.layer\\.\\d+\\.attention\\.)(.*)(\\.(?:weight|bias))");
  private static final Map<String, String> PARTS =
      Map.of(
          "self.query", "attn.q",
          "self.key", "attn.k",
          "self.value", "attn.v",
          "output.dense", "attn.o",
          "output.LayerNorm", "LayerNorm");

  @Override
  public String name() {
    return "mpnet";
  }

  @Override
  public String className() {
    return "MPNetModel";
  }

  @Override
  public boolean hasPooler() {
    return true;
  }

  @Override
  public EncoderConfiguration read(ConfigJson config) {
    int heads = config.integer("num_attention_heads");
    int hidden = config.integer("hidden_size");
    EncoderKeys.check(config, "hidden_act", heads, hidden);
    config.expect("pad_token_id", String.valueOf(PADDING));
    config.expect(BUCKETS_KEY, String.valueOf(BUCKETS));
    int firstPosition = PADDING + 1;
    return new EncoderConfiguration(
            config.integer("num_hidden_layers"),
            hidden,
            heads,
            config.integer("intermediate_size"),
            config.integer("vocab_size"),
            config.integer("max_position_embeddings") - firstPosition,
            firstPosition,
            0,
            config.number("layer_norm_eps", EPSILON))
        .withRelativeBuckets(BUCKETS);
  }

  @Override
  public void write(ModelManifest manifest, JsonObject config) {
    EncoderConfiguration configuration = EncoderConfiguration.of(manifest);
    BertArchitecture.writeCommon(configuration, config);
    config.remove("type_vocab_size");
    config.addProperty("max_position_embeddings", configuration.positions());
    config.addProperty("pad_token_id", PADDING);
    config.addProperty(BUCKETS_KEY, configuration.relativeBuckets());
  }

  @Override
  public String weight(String name) {
    if (name.startsWith(EncoderShapes.RELATIVE_BIAS)) {
      return "encoder.relative_attention_bias"
          + name.substring(EncoderShapes.RELATIVE_BIAS.length());
    }
    Matcher attention = ATTENTION.matcher(name);
    return attention.matches()
        ? attention.group(1) + PARTS.get(attention.group(2)) + attention.group(3)
        : name;
  }
}
