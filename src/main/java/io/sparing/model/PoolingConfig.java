package io.sparing.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of sentence-transformers' pooling. Older versions have a flag for each kind,
 * newer ones {@code pooling_mode} with the names of those that are joined.
 */
final class PoolingConfig {

  private static final String MODE = "pooling_mode";
  private static final String CLS = "pooling_mode_cls_token";
  private static final String MEAN = "pooling_mode_mean_tokens";

  private PoolingConfig() {}

  /**
   * Returns the kind of pooling, {@code mean} or {@code cls}.
   *
   * @param hidden the model's width
   * @param textPrefix what is put before every text
   * @throws IllegalArgumentException if it is another kind, or several; the message names it
   */
  static String read(ConfigJson config, int hidden, String textPrefix) {
    for (String width : List.of("word_embedding_dimension", "embedding_dimension")) {
      if (config.integer(width, hidden) != hidden) {
        throw config.invalid(width, "the model's width " + hidden);
      }
    }
    if (!textPrefix.isEmpty() && !config.flag("include_prompt", true)) {
      throw config.invalid("include_prompt", "true, for prompts are pooled with their texts");
    }
    return config.value(MODE).isJsonNull() ? byFlags(config) : byMode(config);
  }

  private static String byFlags(ConfigJson config) {
    for (String key : config.keys()) {
      if (key.startsWith(MODE + "_") && !key.equals(CLS) && !key.equals(MEAN)) {
        config.expectFalse(key);
      }
    }
    boolean cls = config.flag(CLS, false);
    boolean mean = config.flag(MEAN, true); // the writer's own default
    if (cls == mean) {
      throw config.invalid(MEAN, cls ? "false" : "true, where no other pooling is");
    }
    return cls ? "cls" : "mean";
  }

  private static String byMode(ConfigJson config) {
    List<String> modes = new ArrayList<>();
    JsonElement value = config.value(MODE);
    Iterable<JsonElement> written = value.isJsonArray() ? value.getAsJsonArray() : List.of(value);
    for (JsonElement mode : written) {
      modes.add(mode instanceof JsonPrimitive text ? text.getAsString() : mode.toString());
    }
    if (modes.size() != 1 || !ModelManifest.POOLINGS.contains(modes.get(0))) {
      throw config.invalid(MODE, String.join(" or ", ModelManifest.POOLINGS));
    }
    boolean cls = modes.get(0).equals("cls");
    if (config.flag(CLS, cls) != cls || config.flag(MEAN, !cls) == cls) {
      throw config.invalid(MODE, "the same as its flags");
    }
    return modes.get(0);
  }
}
