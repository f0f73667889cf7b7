package io.sparing.run;

import io.sparing.task.Inference;
import java.util.OptionalDouble;

/** Times some of the batches in which a frozen encoder runs over the training rows alone. */
final class FeatureTimer implements Inference.Timer {

  private static final int BATCH = 32;

  private final int[] lengths;
  private final TimedSteps batches;

  /**
   * @param lengths of the rows
   */
  FeatureTimer(Presence presence, int[] lengths) {
    this.lengths = lengths;
    this.batches = new TimedSteps(presence, lengths.length / BATCH, false);
  }

  @Override
  public void begins() {
    batches.begins();
  }

  @Override
  public void ends(int[] rows, double seconds) {
    int longest = 0;
    for (int row : rows) {
      longest = Math.max(longest, lengths[row]);
    }
    batches.ends((long) rows.length * longest, seconds);
  }

  /** Ends the turn. */
  void end() {
    batches.end();
  }

  /** Returns how long all batches would have taken alone; empty if none was timed. */
  OptionalDouble seconds() {
    return batches.seconds();
  }
}
