package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Low-rank adaptation whose first factor stays as it was drawn (Zhang et al., 2023,
 * arXiv:2308.03303): only {@code lora_B} is trained, so that of a layer's input nothing but its
 * product with {@code lora_A} is kept for the gradients. The factors are merged into the weights
 * that are deployed.
 */
public final class LoraFa implements Strategy {

  @Override
  public String name() {
    return "lora-fa";
  }

  @Override
  public String description() {
    return "As lora, with the first of the two factors frozen as it was drawn.";
  }

  @Override
  public List<Parameter> parameters() {
    return LowRank.PARAMETERS;
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public Claims claims() {
    return Claims.adding(LowRank.ADDED);
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.FACTORS);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike(LowRank.TARGETS.name());
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return LowRank.withFrozenA(LowRank.wrap(encoder, adaptation));
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return LowRank.merge(trained, lane);
  }
}
