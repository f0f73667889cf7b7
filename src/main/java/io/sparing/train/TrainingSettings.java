package io.sparing.train;

/**
 * How a trial trains: AdamW with linear warm-up and linear decay to zero, gradients clipped by
 * norm.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize rows in an optimizer step, at least 1
 * @param learningRate peak rate, above 0
 * @param weightDecay decoupled decay, 0 or more; not applied to biases and layer norms
 * @param warmupRatio share of all steps over which the rate rises, 0 to 1
 * @param maxGradNorm gradients are scaled down to this 2-norm; 0 leaves them alone
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double warmupRatio,
    double maxGradNorm) {

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
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
