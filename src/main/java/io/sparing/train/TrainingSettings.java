package io.sparing.train;

/**
 * How a trial trains.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize rows in one forward and backward pass, at least 1
 * @param optimizer how parameters move
 * @param loss what is minimized
 * @param memory what is done to need less memory
 * @param earlyStoppingPatience epochs without a better validation score before training stops; 0
 *     never stops it
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    OptimizerSettings optimizer,
    LossSettings loss,
    MemorySettings memory,
    int earlyStoppingPatience) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TrainingSettings {
    check(epochs >= 1, "epochs", epochs, "at least 1");
    check(batchSize >= 1, "batch_size", batchSize, "at least 1");
    check(
        earlyStoppingPatience >= 0, "early_stopping_patience", earlyStoppingPatience, "at least 0");
  }

  /** Makes settings with the plain loss, nothing done about memory and no early stopping. */
  public TrainingSettings(
      int epochs,
      int batchSize,
      double learningRate,
      double weightDecay,
      double warmupRatio,
      double maxGradNorm) {
    this(
        epochs,
        batchSize,
        new OptimizerSettings(learningRate, weightDecay, warmupRatio, maxGradNorm),
        LossSettings.PLAIN,
        MemorySettings.PLAIN,
        0);
  }

  /** Returns a copy with other settings of the optimizer. */
  public TrainingSettings with(OptimizerSettings other) {
    return new TrainingSettings(epochs, batchSize, other, loss, memory, earlyStoppingPatience);
  }

  /** Returns a copy that minimizes another loss. */
  public TrainingSettings with(LossSettings other) {
    return new TrainingSettings(epochs, batchSize, optimizer, other, memory, earlyStoppingPatience);
  }

  /** Returns a copy with other means against memory. */
  public TrainingSettings with(MemorySettings other) {
    return new TrainingSettings(epochs, batchSize, optimizer, loss, other, earlyStoppingPatience);
  }

  /** Returns a copy that stops after that many epochs without a better validation score. */
  public TrainingSettings withEarlyStoppingPatience(int patience) {
    return new TrainingSettings(epochs, batchSize, optimizer, loss, memory, patience);
  }

  /** Returns how many rows one optimizer step has; the largest {@code int} if they are more. */
  public int rowsPerStep() {
    long rows = (long) batchSize * memory.gradientAccumulationSteps();
    return (int) Math.min(rows, Integer.MAX_VALUE);
  }

  static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
