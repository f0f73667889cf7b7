package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Optional;
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
  public Optional<String> objectionTo(Strategy other) {
    return Optional.of("full trains every weight of the model already");
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    adaptation.soloLane(this);
    return encoder.trainable();
  }
}
