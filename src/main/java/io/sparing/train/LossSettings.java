package io.sparing.train;

/**
 * What training minimizes.
 *
 * @param labelSmoothing share of a label's weight that all classes get alike, 0 to below 1 (Szegedy
 *     et al., 2015, arXiv:1512.00567)
 * @param classWeights how much the rows of a class count
 */
public record LossSettings(double labelSmoothing, ClassWeights classWeights) {

  /** Cross entropy in which every row counts the same. */
  public static final LossSettings PLAIN = new LossSettings(0, ClassWeights.NONE);

  /**
   * @throws IllegalArgumentException if the smoothing is out of its range
   */
  public LossSettings {
    TrainingSettings.check(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label_smoothing",
        labelSmoothing,
        "from 0 to below 1");
  }
}
