package io.sparing.adapt;

import java.util.List;
import java.util.OptionalDouble;

/** Labels are described by prompt templates; the nearest description by embedding wins. */
public final class ZeroShot implements Strategy {

  @Override
  public String name() {
    return "zero-shot";
  }

  @Override
  public String description() {
    return "No training: the label whose prompt-template description is nearest by embedding.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.empty();
  }
}
