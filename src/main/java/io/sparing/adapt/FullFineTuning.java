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
  public Claims claims() {
    return Claims.trainingAll();
  }

  @Override
  public Sharing sharing() {
    return Sharing.ofNoTrainedWeight();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return encoder.trainable();
  }
}
