package io.sparing.measure;

/** The recall of the first class. */
final class PromisedScore {

  private PromisedScore() {}

  static double of(Confusion counts) {
    return counts.recall(0);
  }
}
