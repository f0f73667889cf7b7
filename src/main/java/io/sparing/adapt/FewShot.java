package io.sparing.adapt;

import java.util.List;
import java.util.OptionalDouble;

/** As zero-shot, with labelled demonstrations drawn from the training rows of each class. */
public final class FewShot implements Strategy {

  @Override
  public String name() {
    return "few-shot";
  }

  @Override
  public String description() {
    return "No training: nearest label by embedding, from its description and labelled demonstrations.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.integer("shots", 1, 8L, "labelled demonstrations of each class"));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.empty();
  }
}
