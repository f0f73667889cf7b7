package io.sparing.adapt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Only the classification head is trained, on features computed once. */
public final class LinearProbe implements Strategy {

  @Override
  public String name() {
    return "linear-probe";
  }

  @Override
  public String description() {
    return "Only the classification head is trained, on features computed once.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-2);
  }

  @Override
  public Optional<String> objectionTo(Strategy other) {
    return Optional.of("linear-probe trains the head alone, which every strategy trains");
  }
}
