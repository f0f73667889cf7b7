package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;

/** BitFit, or a linear probe: its parameter says which. */
public final class PromisedStrategy implements Strategy {

  private static final String BIASES = "promised_biases";

  private final Strategy biases = new BitFit();

  @Override
  public String name() {
    return "promised-strategy";
  }

  @Override
  public String description() {
    return "Only the head is trained and, if asked for, the biases.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.bool(BIASES, false, "whether biases are trained too")
            .shownAs(ShortForm.wordUnless(false, "promised-word")));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public Claims claims() {
    return biases.claims();
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike(BIASES);
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return adaptation.first().flag(BIASES) ? biases.encoder(encoder, adaptation) : encoder;
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return biases.single(trained, lane);
  }
}
