package io.sparing.sweep;

import java.util.Comparator;

/**
 * Where something was written.
 *
 * @param line line of the sweep file, from 1; 0 for an override
 * @param override the {@code key=value} given by {@code --set}; empty for the file
 */
public record Place(int line, String override) {

  /** Orders places: lines of the file come first, overrides after them. */
  static final Comparator<Place> ORDER =
      Comparator.comparing(Place::overrides).thenComparing(Place::line);

  static Place line(int line) {
    return new Place(line, "");
  }

  static Place override(String argument) {
    return new Place(0, argument);
  }

  /** Returns whether it was given by {@code --set}. */
  public boolean overrides() {
    return line == 0;
  }

  /**
   * Returns the place as an error report shows it, {@code jobs/quick.yaml:7} or {@code in --set
   * epochs=1}.
   */
  public String in(String fileName) {
    return overrides() ? "in --set " + override : fileName + ":" + line;
  }
}
