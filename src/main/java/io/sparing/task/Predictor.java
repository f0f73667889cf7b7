package io.sparing.task;

import io.sparing.data.TokenIds;
import java.util.List;

/**
 * Answers samples, whatever stands behind it: this is what is measured and scored.
 *
 * @param <P> what it answers
 */
@FunctionalInterface
public interface Predictor<P> {

  /** Returns a prediction a sample, in the order of the samples. */
  List<P> predict(List<TokenIds> samples);
}
