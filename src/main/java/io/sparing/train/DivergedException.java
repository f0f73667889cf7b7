package io.sparing.train;

/** Thrown when a training loss is infinite or not a number. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with the step, counted from 0, and the loss. */
  public DivergedException(long step, double loss) {
    super(
        "Training diverged: the loss is %s at step %d; lower the learning rate"
            .formatted(loss, step));
  }
}
