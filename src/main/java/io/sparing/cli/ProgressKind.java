package io.sparing.cli;

import io.sparing.text.Choice;

/** How a sweep shows how it goes. */
enum ProgressKind {
  /** As {@link #BAR} on a terminal, as {@link #PLAIN} elsewhere. */
  AUTO,

  /** Whole lines only. */
  PLAIN,

  /** Lines, and below them one that is overwritten, with a bar and what runs. */
  BAR,

  /** Events as JSON lines on standard output, the lines for people on standard error. */
  JSON;

  /**
   * Returns the one of that name, in letters of any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ProgressKind find(String name) {
    return Choice.find(ProgressKind.class, "--progress", name);
  }

  /** Returns its name on the command line. */
  String text() {
    return Choice.text(this);
  }

  /**
   * Returns whether a line is overwritten.
   *
   * @param terminal whether standard output is a terminal
   */
  boolean overwrites(boolean terminal) {
    return this == BAR || (this == AUTO && terminal);
  }
}
