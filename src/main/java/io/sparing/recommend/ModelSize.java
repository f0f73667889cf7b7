package io.sparing.recommend;

import java.util.Map;

/**
 * How large a model is.
 *
 * @param millions parameters, millions
 * @param layers encoder and decoder layers
 * @param hidden width
 */
record ModelSize(double millions, int layers, int hidden) {

  private static final ModelSize TYPICAL = new ModelSize(110, 12, 768);

  private static final Map<String, ModelSize> KNOWN =
      Map.ofEntries(
          Map.entry("minilm-l6", new ModelSize(22.6, 6, 384)),
          Map.entry("bge-small", new ModelSize(33.2, 12, 384)),
          Map.entry("e5-small-v2", new ModelSize(33.2, 12, 384)),
          Map.entry("distilbert-base-uncased", new ModelSize(66.4, 6, 768)),
          Map.entry("bge-base", new ModelSize(108.9, 12, 768)),
          Map.entry("bert-base-uncased", new ModelSize(108.9, 12, 768)),
          Map.entry("bert-large-uncased", new ModelSize(334.1, 24, 1024)),
          Map.entry("roberta-base", new ModelSize(124.1, 12, 768)),
          Map.entry("flan-t5-small", new ModelSize(77, 16, 512)),
          Map.entry("flan-t5-base", new ModelSize(247.6, 24, 768)),
          Map.entry("smollm2-135m-instruct", new ModelSize(134.5, 30, 576)),
          Map.entry("smollm2-360m-instruct", new ModelSize(361.8, 32, 960)),
          // as the rules of the source papers call theirs
          Map.entry("bert-base", TYPICAL),
          Map.entry("bert-large", new ModelSize(340, 24, 1024)),
          Map.entry("flan-t5-xl", new ModelSize(2_850, 48, 2048)));

  /** Returns the model's size; that of bert-base if nobody knows it. */
  static ModelSize of(String model) {
    return KNOWN.getOrDefault(model, TYPICAL);
  }
}
