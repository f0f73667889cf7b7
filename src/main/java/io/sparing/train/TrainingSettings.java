package io.sparing.train;

/**
 * How a trial trains: AdamW with linear warm-up and linear decay to zero, gradients clipped by
 * norm.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize rows in one forward and backward pass, at least 1
 * @param learningRate peak rate, above 0
 * @param weightDecay decoupled decay, 0 or more; not applied to biases and layer norms
 * @param warmupRatio share of all steps over which the rate rises, 0 to 1
 * @param maxGradNorm gradients are scaled down to this 2-norm; 0 leaves them alone
 * @param loss what is minimized
 * @param memory what is done to need less memory
 * @param earlyStoppingPatience epochs without a better validation score before training stops; 0
 *     never stops it
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double warmupRatio,
    double maxGradNorm,
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
        learningRate > 0 && learningRate <= 10, "learning_rate", learningRate, "above 0, up to 10");
    check(weightDecay >= 0, "weight_decay", weightDecay, "at least 0");
    check(warmupRatio >= 0 && warmupRatio <= 1, "warmup_ratio", warmupRatio, "from 0 to 1");
    check(maxGradNorm >= 0, "max_grad_norm", maxGradNorm, "at least 0");
    check(
        earlyStoppingPatience >= 0, "early_stopping_patience", earlyStoppingPatience, "at least 0");
  }

  /** With the plain loss, nothing done about memory and no early stopping. */
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
        learningRate,
        weightDecay,
        warmupRatio,
        maxGradNorm,
        LossSettings.PLAIN,
        MemorySettings.PLAIN,
        0);
  }

  /** A copy with another peak learning rate. */
  public TrainingSettings withLearningRate(double rate) {
    return new TrainingSettings(
        epochs,
        batchSize,
        rate,
        weightDecay,
        warmupRatio,
        maxGradNorm,
        loss,
        memory,
        earlyStoppingPatience);
  }

  /** A copy that minimizes another loss. */
  public TrainingSettings with(LossSettings other) {
    return new TrainingSettings(
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        warmupRatio,
        maxGradNorm,
        other,
        memory,
        earlyStoppingPatience);
  }

  /** A copy with other means against memory. */
  public TrainingSettings with(MemorySettings other) {
    return new TrainingSettings(
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        warmupRatio,
        maxGradNorm,
        loss,
        other,
        earlyStoppingPatience);
  }

  /** A copy that stops after so many epochs without a better validation score. */
  public TrainingSettings withEarlyStoppingPatience(int patience) {
    return new TrainingSettings(
        epochs,
        batchSize,
        learningRate,
        weightDecay,
        warmupRatio,
        maxGradNorm,
        loss,
        memory,
        patience);
  }

  /** Rows of one optimizer step. */
  public int rowsPerStep() {
    return Math.multiplyExact(batchSize, memory.gradientAccumulationSteps());
  }

  static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
