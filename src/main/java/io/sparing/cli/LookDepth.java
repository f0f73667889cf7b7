package io.sparing.cli;

import io.sparing.text.Choice;

/** How closely data are looked at before the answer. */
enum LookDepth {
  /** They are read. */
  BRIEFLY,
  /** What is reached without training is measured on some of them, too. */
  CLOSELY;

  /**
   * Finds one by its name, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  static LookDepth find(String name) {
    return Choice.find(LookDepth.class, "look", name);
  }
}
