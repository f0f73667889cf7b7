package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;

/** Every weight is trained. */
public final class FullFineTuning implements Strategy {

  @Override
  public String name() {
    return "full";
  }

  @Override
  public String description() {
    return "Every weight is trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(5e-5);
  }

  @Override
  public ScriptModule adapt(ScriptModule encoder, Adaptation adaptation) {
    adaptation.soloLane(this);
    return adaptation.withLinearHead(encoder.trainable());
  }
}
