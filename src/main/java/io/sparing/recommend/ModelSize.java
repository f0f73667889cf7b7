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
      Map.of(
          "minilm-l6", new ModelSize(22.7, 6, 384),
          "bge-small", new ModelSize(33.4, 12, 384),
          "e5-small-v2", new ModelSize(33.4, 12, 384),
          "distilbert-base-uncased", new ModelSize(66, 6, 768),
          "bert-base", TYPICAL,
          "bert-large", new ModelSize(340, 24, 1024),
          "flan-t5-small", new ModelSize(77, 16, 512),
          "flan-t5-base", new ModelSize(248, 24, 768),
          "flan-t5-xl", new ModelSize(2_850, 48, 2048));

  /** The model's size; that of bert-base if nobody knows it. */
  static ModelSize of(String model) {
    return KNOWN.getOrDefault(model, TYPICAL);
  }
}
