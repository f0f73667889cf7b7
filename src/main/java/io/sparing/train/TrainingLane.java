package io.sparing.train;

/**
 * One trial's part in a training run.
 *
 * @param settings how it trains
 * @param seed of the order of its rows
 * @param lengths length of each training row in tokens, for bucketing
 * @param objective what is minimized over the rows
 */
public record TrainingLane(
    TrainingSettings settings, long seed, int[] lengths, Objective objective) {

  /**
   * @throws IllegalArgumentException if there is no row, or not one target a length
   */
  public TrainingLane {
    if (lengths.length == 0 || lengths.length != objective.rows()) {
      throw new IllegalArgumentException(
          "Cannot train on %d texts with %d targets".formatted(lengths.length, objective.rows()));
    }
  }

  /** Returns the optimizer steps in an epoch. */
  long stepsPerEpoch() {
    return (lengths.length + settings.rowsPerStep() - 1L) / settings.rowsPerStep();
  }
}
