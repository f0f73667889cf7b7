package io.sparing.model;

import java.util.List;

/**
 * Keys of {@code config.json} by which its writer asks for an encoder that the tree does not
 * compute. Keys that change nothing of an encoder's answers, such as {@code dtype}, {@code
 * chunk_size_feed_forward} or {@code num_labels}, are left alone.
 */
final class EncoderKeys {

  /** Two names of the same function. */
  private static final String[] ACTIVATIONS = {"gelu", "gelu_python"};

  private static final List<String> FALSE =
      List.of("is_decoder", "add_cross_attention", "is_encoder_decoder", "relative_attention");

  private static final List<String> NONE =
      List.of(
          "auto_map",
          "quantization_config",
          "compression_config",
          "pruned_heads",
          "rope_parameters",
          "rope_scaling",
          "rope_theta",
          "rotary_emb_base",
          "rotary_emb_fraction",
          "partial_rotary_factor",
          "sliding_window",
          "attention_window",
          "cross_attention_hidden_size");

  private EncoderKeys() {}

  /**
   * Refuses what the tree does not compute.
   *
   * @param activation the key that names the activation
   * @param heads attention heads
   * @param hidden width
   * @throws IllegalArgumentException with the key and its value
   */
  static void check(ConfigJson config, String activation, int heads, int hidden) {
    config.expect(activation, ACTIVATIONS);
    config.expect("hidden_act", ACTIVATIONS);
    config.expect("position_embedding_type", "absolute");
    FALSE.forEach(config::expectFalse);
    NONE.forEach(config::expectNone);
    if (heads > 0 && config.integer("head_dim", hidden / heads) != hidden / heads) {
      throw config.invalid("head_dim", "the width by the heads");
    }
  }
}
