package io.sparing.cli;

/**
 * What was found about one thing that Sparing needs.
 *
 * @param what that thing
 * @param found in a few words
 * @param remedy what a person can do; empty if there is nothing to do
 */
record Diagnosis(Level level, String what, String found, String remedy) {

  /** How bad it is. */
  enum Level {
    GOOD("ok"),
    /** Trials run, but there is something to know or to mend. */
    ODD("note"),
    /** Trials cannot run. */
    BROKEN("BAD");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Diagnosis good(String what, String found) {
    return new Diagnosis(Level.GOOD, what, found, "");
  }

  static Diagnosis odd(String what, String found, String remedy) {
    return new Diagnosis(Level.ODD, what, found, remedy);
  }

  static Diagnosis broken(String what, String found, String remedy) {
    return new Diagnosis(Level.BROKEN, what, found, remedy);
  }
}
