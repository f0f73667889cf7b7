package io.sparing.sweep;

import io.sparing.adapt.Strategies;

/** Families of strategies by the arithmetic that they need. */
enum Effort {
  /** No training. */
  FROZEN(0),
  /** One forward pass over the training rows, then a head on stored features. */
  PROBE(0),
  /** Forward, and backward to the activations: the gradients of frozen weights are skipped. */
  EFFICIENT(2),
  /** Forward, and backward to activations and weights. */
  FULL(3);

  private final int passes;

  Effort(int passes) {
    this.passes = passes;
  }

  /** A training row's arithmetic in each epoch, in forward passes. */
  int passes() {
    return passes;
  }

  /**
   * The family of a strategy.
   *
   * @throws IllegalArgumentException if the strategy is unknown
   */
  static Effort of(String strategy) {
    if (!Strategies.find(strategy).trains()) {
      return FROZEN;
    }
    return switch (strategy) {
      case "full", "adaptive-freeze" -> FULL;
      case "linear-probe" -> PROBE;
      default -> EFFICIENT;
    };
  }
}
