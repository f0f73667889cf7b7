package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Low-rank adaptation of linear layers (Hu et al., 2021, arXiv:2106.09685), with ranks by layer,
 * rank-stabilized scaling (Kalajdzievski, 2023, arXiv:2312.03732) and lengths of rows that are
 * trained apart ({@link Dora}) where asked for. The factors are merged into the weights that are
 * deployed.
 */
public final class Lora implements Strategy {

  @Override
  public String name() {
    return "lora";
  }

  @Override
  public String description() {
    return "Low-rank factors beside frozen linear layers, and the head, are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return LowRank.with(Dora.USE);
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
    return Sharing.alike(LowRank.TARGETS.name(), Dora.USE.name());
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return Dora.addTo(LowRank.wrap(encoder, adaptation), adaptation);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return Dora.merge(LowRank.merge(trained, lane), lane);
  }
}
