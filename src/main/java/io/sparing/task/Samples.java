package io.sparing.task;

import io.sparing.data.TokenIds;
import io.sparing.measure.Measurements;
import io.sparing.train.LossSettings;
import io.sparing.train.Objective;
import java.util.List;

/**
 * Rows as a model reads them, with what it should answer.
 *
 * @param task what the rows ask
 * @param texts the token ids of each row
 * @param targets what each row should be answered with
 * @param <T> target
 * @param <P> prediction
 */
public record Samples<T, P>(Task<T, P> task, List<TokenIds> texts, List<T> targets) {

  /** Copies the lists. */
  public Samples {
    texts = List.copyOf(texts);
    targets = List.copyOf(targets);
  }

  /** Returns how many rows there are. */
  public int size() {
    return texts.size();
  }

  /** Returns the length of each row in tokens. */
  public int[] lengths() {
    return texts.stream().mapToInt(TokenIds::length).toArray();
  }

  /** Returns what training minimizes over the rows. */
  public Objective objective(LossSettings settings) {
    return task.objective(targets, settings);
  }

  /** Returns what predictions for these rows are worth. */
  public Measurements score(List<P> predictions) {
    return task.score(predictions, targets);
  }
}
