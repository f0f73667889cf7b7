package io.sparing.train;

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
    return (lengths.length + settings.batchSize() - 1L) / settings.batchSize();
  }
}
