package io.sparing.needs;

import io.sparing.model.ModelManifest;

/** Families of trials by the arithmetic that they need, which follows from how much they train. */
enum Effort {
  /** Nothing is trained. */
  FROZEN(0),
  /** One forward pass over the training rows is made, then a head is trained on stored features. */
  PROBE(0),
  /**
   * Passes go forward, and backward to the activations: the gradients of frozen weights are
   * skipped.
   */
  EFFICIENT(2),
  /** Passes go forward, and backward to activations and weights. */
  FULL(3);

  private final int passes;

  Effort(int passes) {
    this.passes = passes;
  }

  /** Returns a training row's arithmetic in each epoch, in forward passes. */
  int passes() {
    return passes;
  }

  /**
   * Returns the family of a trial.
   *
   * @param trainable numbers that it trains
   * @param head how many of these are the classification head
   */
  static Effort of(long trainable, long head, ModelManifest model) {
    if (trainable == 0) {
      return FROZEN;
    }
    if (trainable <= head) {
      return PROBE;
    }
    return trainable < model.parameters() / 4 ? EFFICIENT : FULL;
  }
}
