package io.sparing.adapt;

import java.util.List;
import java.util.OptionalDouble;

/** Low-rank adaptation of linear layers (Hu et al., 2021, arXiv:2106.09685). */
public final class Lora implements Strategy {

  @Override
  public String name() {
    return "lora";
  }

  @Override
  public String description() {
    return "Low-rank factors beside frozen linear layers, and the head, are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer("lora_rank", 1, 8L, "rank of the two factors"),
        Parameter.number(
            "lora_alpha", 1e-6, 1e6, 16.0, "scale of the update; it is divided by lora_rank"),
        Parameter.texts(
            "target_modules",
            List.of("query", "key", "value", "attention_output", "intermediate", "output"),
            List.of("query", "value"),
            "linear layers of every encoder layer that get factors"));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }
}
