package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.OptionalDouble;

/** A strategy that trains nothing: it computes a head from embeddings, and deploys what it has. */
interface Untrained extends Strategy {

  @Override
  default OptionalDouble defaultLearningRate() {
    return OptionalDouble.empty();
  }

  @Override
  default Claims claims() {
    return Claims.computing(Stage.PROMPTING, Site.HEAD);
  }

  @Override
  default Sharing sharing() {
    return Sharing.alone("they train nothing");
  }

  @Override
  default ScriptModule deploy(ScriptModule trained, int lane) {
    return trained;
  }
}
