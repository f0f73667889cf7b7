package io.sparing.trial;

import ai.djl.Device;
import io.sparing.train.Trainer;
import java.util.HashMap;
import java.util.Map;

/** Trials for tests. */
final class TrialSpecs {

  private TrialSpecs() {}

  /** LoRA of MiniLM on WordNet's topics, with what is given in the place of that. */
  static TrialSpec spec(Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "lora"));
    settings.putAll(more);
    return TrialSpecParser.fromSettings(settings);
  }

  /** The plain training of a trial, on the CPU with one thread. */
  static Training training(TrialSpec spec) {
    return new Training(
        spec.training().orElseThrow(),
        Trainer.Options.PLAIN,
        spec.seed(),
        Device.cpu(),
        1,
        share -> {});
  }
}
