package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Every weight is trained at first; layers are frozen from the front as their updates settle, the
 * embeddings with the first (AutoFreeze: Liu et al., 2021, arXiv:2102.01386).
 */
public final class AdaptiveFreeze implements Strategy {

  @Override
  public String name() {
    return "adaptive-freeze";
  }

  @Override
  public String description() {
    return "Every weight is trained at first; layers freeze from the front as they settle.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.number(
            "freeze_interval", 0.001, 1, 0.2, "share of all steps between two decisions to freeze"),
        Parameter.number(
                "freeze_percentile",
                0,
                100,
                50.0,
                "front layers freeze whose rate of change is below this percentile")
            .shownAs(ShortForm.after("p")));
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
  public Set<Kept> keeps() {
    return Set.of(Kept.WATCHED);
  }

  @Override
  public Sharing sharing() {
    return Sharing.ofNoTrainedWeight();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return encoder.trainable();
  }

  @Override
  public Optional<Freezing> freezing(Adaptation.Lane lane) {
    return Optional.of(
        new Freezing(lane.number("freeze_interval"), lane.number("freeze_percentile")));
  }
}
