package io.sparing.train;

/**
 * AdamW with linear warm-up and linear decay to zero, gradients clipped by norm.
 *
 * @param learningRate peak rate, above 0
 * @param weightDecay decoupled decay, 0 or more; not applied to biases and layer norms
 * @param warmupRatio share of all steps over which the rate rises, 0 to 1
 * @param maxGradNorm gradients are scaled down to this 2-norm; 0 leaves them alone
 */
public record OptimizerSettings(
    double learningRate, double weightDecay, double warmupRatio, double maxGradNorm) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public OptimizerSettings {
    TrainingSettings.check(
        learningRate > 0 && learningRate <= 10, "learning_rate", learningRate, "above 0, up to 10");
    TrainingSettings.check(weightDecay >= 0, "weight_decay", weightDecay, "at least 0");
    TrainingSettings.check(
        warmupRatio >= 0 && warmupRatio <= 1, "warmup_ratio", warmupRatio, "from 0 to 1");
    TrainingSettings.check(maxGradNorm >= 0, "max_grad_norm", maxGradNorm, "at least 0");
  }

  /** Returns a copy with another peak rate. */
  public OptimizerSettings withLearningRate(double rate) {
    return new OptimizerSettings(rate, weightDecay, warmupRatio, maxGradNorm);
  }
}
