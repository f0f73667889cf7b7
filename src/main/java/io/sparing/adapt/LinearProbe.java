package io.sparing.adapt;

import java.util.List;
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
  public Claims claims() {
    return Claims.training();
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike();
  }
}
