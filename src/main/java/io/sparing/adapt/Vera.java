package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Vector-based random matrix adaptation (Kopiczko et al., 2023, arXiv:2310.11454), with PEFT's
 * names and defaults but {@code vera_rank}, which is PEFT's {@code r}: one pair of random factors
 * for all layers stays frozen, and each layer trains two vectors that scale them. The update is
 * merged into the weights that are deployed.
 */
public final class Vera implements Strategy {

  static final Parameter RANK =
      Parameter.integer("vera_rank", 1, 10_000, 256L, "rank of the two random factors")
          .shownAs(ShortForm.after("r="));
  static final Parameter KEY =
      Parameter.integer(
          "projection_prng_key",
          0,
          Integer.MAX_VALUE,
          0L,
          "seed of the random factors, the same for all trials");
  static final Parameter INITIAL =
      Parameter.number(
          "d_initial", 1e-6, 1e6, 0.1, "first value of the vector between the factors");

  @Override
  public String name() {
    return "vera";
  }

  @Override
  public String description() {
    return "Vectors that scale random factors beside frozen linear layers, and the head, are"
        + " trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(RANK, INITIAL, KEY, LowRank.TARGETS);
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(5e-3);
  }

  @Override
  public Claims claims() {
    return Claims.adding(LowRank.ADDED);
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.FACTORS, Kept.SCALED);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike(RANK.name(), KEY.name(), LowRank.TARGETS.name());
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return VeraLinear.wrap(encoder, adaptation);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return VeraLinear.merge(trained, lane);
  }
}
