package io.sparing.train;

import java.util.Arrays;

/**
 * One trial's part in a training run.
 *
 * @param settings how it trains
 * @param seed of the order of its rows
 * @param lengths length of each training row in tokens, for bucketing
 * @param labels class of each training row
 */
public record TrainingLane(TrainingSettings settings, long seed, int[] lengths, int[] labels) {

  /**
   * @throws IllegalArgumentException if there is no row, or not one label a length
   */
  public TrainingLane {
    if (lengths.length == 0 || lengths.length != labels.length) {
      throw new IllegalArgumentException(
          "Cannot train on %d texts with %d labels".formatted(lengths.length, labels.length));
    }
  }

  /** Optimizer steps in an epoch. */
  long stepsPerEpoch() {
    return (lengths.length + settings.rowsPerStep() - 1L) / settings.rowsPerStep();
  }

  LossSettings loss() {
    return settings.loss();
  }

  boolean weighted() {
    return loss().classWeights() != ClassWeights.NONE;
  }

  /** One more than the largest class among the rows. */
  int classes() {
    return Arrays.stream(labels).max().orElseThrow() + 1;
  }

  /** The weight of each of so many classes. */
  float[] classWeights(int classes) {
    return loss().classWeights().of(labels, classes);
  }
}
