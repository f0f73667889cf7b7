package io.sparing.trial;

import java.util.HashMap;
import java.util.Map;

/** Trials for tests. */
public final class TrialSpecs {

  private TrialSpecs() {}

  /** LoRA of MiniLM on WordNet's topics, with what is given in the place of that. */
  public static TrialSpec spec(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "lora"));
    settings.putAll(more);
    return TrialSpecParser.fromSettings(settings);
  }
}
