package io.sparing.adapt;

import java.util.List;
import java.util.OptionalDouble;

/** Only the biases and the head are trained. */
public final class BitFit implements Strategy {

  @Override
  public String name() {
    return "bitfit";
  }

  @Override
  public String description() {
    return "Only the biases and the head are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }
}
