package io.sparing.adapt;

import io.sparing.quant.Nf4;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

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
    return LowRank.with(Dora.USE);
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public Claims claims() {
    return Claims.adding(LowRank.ADDED).besideQuantized();
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.FACTORS);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike(LowRank.TARGETS.name(), Dora.USE.name());
  }

  /** Returns the formats; the paper's is the default. */
  @Override
  public List<String> numberFormats() {
    Stream<String> others =
        NumberFormats.known().values().stream()
            .filter(NumberFormat::trainedBeside)
            .map(NumberFormat::name);
    return Stream.concat(Stream.of(Nf4.NAME), others).distinct().toList();
  }

  @Override
  public boolean trainsQuantized() {
    return true;
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return Dora.addTo(LowRank.wrap(encoder, adaptation), adaptation);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return Dora.select(LowRank.select(trained, lane), lane);
  }
}
