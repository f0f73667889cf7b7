package io.sparing.quant;

/**
 * What a number format is expected to cost, before anything is measured.
 *
 * @param linearBytes bytes of a linear layer's weight, constants included
 * @param otherBytes bytes of any other weight
 * @param answeringSpeed how many times as fast as fp32 a CPU answers
 * @param trainingSpeed how many times as fast as fp32 a CPU trains
 */
public record FormatCost(
    double linearBytes, double otherBytes, double answeringSpeed, double trainingSpeed) {

  /** Single precision. */
  static final FormatCost FP32 = new FormatCost(4, 4, 1, 1);

  /** Returns the cost of a format that is applied after training, to linear layers alone. */
  static FormatCost ofLinearLayers(double linearBytes, double answeringSpeed) {
    return new FormatCost(linearBytes, 4, answeringSpeed, 1);
  }
}
