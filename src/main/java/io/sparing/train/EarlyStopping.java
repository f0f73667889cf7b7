package io.sparing.train;

import io.sparing.script.TensorData;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Keeps the parameters of the best epoch on the host, and says when waiting for better is over. */
final class EarlyStopping {

  /**
   * What decides, beside the parameters.
   *
   * @param bestScore so far
   * @param bestEpoch counted from 1; 0 before the first
   * @param lastEpoch counted from 1; 0 before the first
   */
  record State(double bestScore, int bestEpoch, int lastEpoch) {}

  private final int patience;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private int lastEpoch;
  private Map<String, TensorData> best;

  /**
   * @param patience epochs without a better score before it is due; 0 keeps nothing and is never
   *     due
   */
  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /**
   * Takes in an epoch.
   *
   * @param epoch counted from 1
   * @param score higher is better
   * @param parameters called where they must be kept
   * @throws IllegalStateException if there is no score though it decides
   */
  void add(int epoch, OptionalDouble score, Supplier<Map<String, TensorData>> parameters) {
    if (patience == 0) {
      return;
    }
    lastEpoch = epoch;
    double value =
        score.orElseThrow(
            () -> new IllegalStateException("Cannot stop early without a validation score"));
    if (value > bestScore) {
      bestScore = value;
      bestEpoch = epoch;
      best = parameters.get();
    }
  }

  /** Returns what decides. */
  State state() {
    return new State(bestScore, bestEpoch, lastEpoch);
  }

  /**
   * Takes up what decided.
   *
   * @param parameters of the best epoch; empty if none was kept
   */
  void resume(State state, Map<String, TensorData> parameters) {
    bestScore = state.bestScore();
    bestEpoch = state.bestEpoch();
    lastEpoch = state.lastEpoch();
    best = parameters.isEmpty() ? null : parameters;
  }

  /** Returns whether training should stop. */
  boolean due() {
    return patience > 0 && lastEpoch - bestEpoch >= patience;
  }

  /** Returns the best epoch, counted from 1, if one was kept. */
  OptionalInt bestEpoch() {
    return best == null ? OptionalInt.empty() : OptionalInt.of(bestEpoch);
  }

  /** Returns the parameters of that epoch by dotted path. */
  Optional<Map<String, TensorData>> best() {
    return Optional.ofNullable(best);
  }
}
