package io.sparing.train;

/**
 * What training does to need less memory.
 *
 * @param gradientAccumulationSteps forward and backward passes of {@code batch_size} rows whose
 *     gradients make one optimizer step, at least 1
 * @param gradientCheckpointing whether only the inputs of layers are kept and the layers computed
 *     anew on the way back (Chen et al., 2016, arXiv:1604.06174)
 */
public record MemorySettings(int gradientAccumulationSteps, boolean gradientCheckpointing) {

  /** Every step is taken at once, and everything is kept. */
  public static final MemorySettings PLAIN = new MemorySettings(1, false);

  /**
   * @throws IllegalArgumentException if there is less than one pass a step
   */
  public MemorySettings {
    TrainingSettings.check(
        gradientAccumulationSteps >= 1,
        "gradient_accumulation_steps",
        gradientAccumulationSteps,
        "at least 1");
  }
}
