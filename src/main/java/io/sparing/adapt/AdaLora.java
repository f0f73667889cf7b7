package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Low-rank adaptation that moves a budget of ranks to the layers that matter (Zhang et al., 2023,
 * arXiv:2303.10512), with PEFT's names and defaults: updates in the form of a singular value
 * decomposition, whose singular values are cut by importance while it trains.
 */
public final class AdaLora implements Strategy {

  @Override
  public String name() {
    return "adalora";
  }

  @Override
  public String description() {
    return "As lora, with ranks that move to the layers where they matter while it trains.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LowRank.RANK,
        LowRank.ALPHA,
        LowRank.TARGETS,
        Parameter.integer(
                "init_r",
                1,
                LowRank.MOST,
                12L,
                "rank before any is cut; lora_rank is the mean after")
            .shownAs(ShortForm.after("from ")),
        Parameter.number("tinit", 0, 1, 0.1, "share of the steps before ranks are cut"),
        Parameter.number("tfinal", 0, 1, 0.3, "share of the steps after ranks are cut"),
        Parameter.integer("delta_t", 1, 1_000_000_000, 10L, "steps between two cuts"),
        Parameter.number(
            "orth_reg_weight", 0, 1e6, 0.5, "weight of the orthogonality of the factors"));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(2e-3);
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
    return Sharing.alike(LowRank.TARGETS.name(), "tinit", "tfinal", "delta_t", "orth_reg_weight");
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    Adaptation.Lane first = adaptation.first();
    for (Adaptation.Lane lane : adaptation.lanes()) {
      check(lane);
      LowRank.checkRank("init_r", lane.integer("init_r"), adaptation);
    }
    List<String> targets = first.texts("target_modules");
    return adaptation
        .sites()
        .replace(
            encoder,
            targets,
            (path, linear) -> SingularLinear.wrap(linear, path, adaptation.lanes()));
  }

  @Override
  public ScriptModule completed(ScriptModule encoder, Adaptation adaptation) {
    return RankBudget.addTo(encoder, adaptation.lanes());
  }

  private static void check(Adaptation.Lane lane) {
    if (lane.integer("lora_rank") > lane.integer("init_r")) {
      throw new IllegalArgumentException(
          "Invalid lora_rank: %d; adalora cuts ranks down to it from init_r, which is %d"
              .formatted(lane.integer("lora_rank"), lane.integer("init_r")));
    }
    if (lane.number("tfinal") >= 1 || lane.number("tinit") + lane.number("tfinal") > 1) {
      throw new IllegalArgumentException(
          "Invalid tfinal: %s; with tinit %s no step is left to cut ranks in"
              .formatted(lane.number("tfinal"), lane.number("tinit")));
    }
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return RankBudget.removeFrom(SingularLinear.merge(trained, lane));
  }
}
