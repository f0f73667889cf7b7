package io.sparing.needs;

import io.sparing.model.ModelManifest;
import io.sparing.quant.FormatCost;

/**
 * Counts numbers and arithmetic of an encoder with a classification head.
 *
 * @param model of which the encoder is
 * @param classes that the head tells apart
 */
record EncoderSize(ModelManifest model, int classes) {

  private static final int FLOAT_BYTES = 4;

  /** Returns how many numbers the matrices of all linear layers have. */
  long linearParameters() {
    return model.configuration().linearParameters();
  }

  /** Returns how many numbers the classification head has. */
  long head() {
    return (model.hidden() + 1L) * classes;
  }

  /** Returns the floating-point operations of a forward pass over one text. */
  double forwardFlops(int tokens) {
    double attention = 4.0 * tokens * model.hidden() * model.layers();
    return tokens * (2.0 * linearParameters() + attention);
  }

  /** Returns the bytes of the activations of one layer for one text. */
  long layerBytes(int tokens) {
    long perToken = 12L * model.hidden() + 2L * model.intermediate() + 2L * model.heads() * tokens;
    return perToken * tokens * FLOAT_BYTES;
  }

  /** Returns the bytes of the weights in a number format. */
  long weightBytes(long numbers, FormatCost format) {
    long linear = linearParameters();
    return Math.round(format.linearBytes() * linear + format.otherBytes() * (numbers - linear));
  }
}
