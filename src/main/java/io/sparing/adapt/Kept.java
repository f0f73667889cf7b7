package io.sparing.adapt;

/**
 * What a strategy keeps in memory while it trains, beside what training its numbers takes with any
 * strategy.
 */
public enum Kept {
  /** Activations inside what it adds beside the model's layers. */
  FACTORS,
  /** Activations before they are scaled. */
  SCALED,
  /** Rounded copies of weights and activations. */
  ROUNDED,
  /** Copies of what is trained, to watch how layers settle. */
  WATCHED
}
