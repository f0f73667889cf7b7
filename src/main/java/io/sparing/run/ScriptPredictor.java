package io.sparing.run;

import io.sparing.data.TokenIds;
import io.sparing.script.LoadedScript;
import io.sparing.task.Predictor;
import io.sparing.task.Task;
import io.sparing.task.TextBatches;
import java.util.List;

/**
 * An encoder with its head, as it is deployed.
 *
 * @param script the loaded classifier
 * @param task says what its answers mean
 * @param <P> what it answers
 */
record ScriptPredictor<P>(LoadedScript script, Task<?, P> task) implements Predictor<P> {

  @Override
  public List<P> predict(List<TokenIds> samples) {
    int[] lengths = samples.stream().mapToInt(TokenIds::length).toArray();
    return task.predict(script, TextBatches.of(samples), lengths);
  }
}
