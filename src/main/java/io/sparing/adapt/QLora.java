package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Low-rank adaptation beside linear layers that are quantized while it trains (Dettmers et al.,
 * 2023, arXiv:2305.14314). The factors stay beside the quantized weights when deployed.
 */
public final class QLora implements Strategy {

  @Override
  public String name() {
    return "qlora";
  }

  @Override
  public String description() {
    return "As lora, beside linear layers that are held in nf4 or int8 while it trains.";
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
  public List<String> numberFormats() {
    return List.of("nf4", "int8-weight-only");
  }

  @Override
  public boolean trainsQuantized() {
    return true;
  }

  @Override
  public Optional<String> objectionTo(Strategy other) {
    return other instanceof BitFit
        ? Optional.of("bitfit trains biases inside the linear layers that qlora quantizes")
        : LowRank.objection(other);
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return LowRank.wrap(encoder, adaptation, this);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return LowRank.select(trained, lane);
  }
}
