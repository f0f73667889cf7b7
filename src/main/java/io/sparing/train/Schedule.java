package io.sparing.train;

/**
 * The learning rate over time: a linear rise over the warm-up steps to the peak, then a linear fall
 * that would reach zero after the last step. The first step already moves.
 *
 * @param peak highest rate
 * @param warmupSteps steps of the rise
 * @param steps all steps
 */
public record Schedule(double peak, long warmupSteps, long steps) {

  /** Returns the schedule of some settings over that many steps. */
  public static Schedule of(OptimizerSettings settings, long steps) {
    long warmup = Math.min(steps, Math.round(settings.warmupRatio() * steps));
    return new Schedule(settings.learningRate(), warmup, steps);
  }

  /** Returns the rate of a step, counted from 0. */
  public double rate(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    return peak * (steps - step) / Math.max(1, steps - warmupSteps);
  }
}
