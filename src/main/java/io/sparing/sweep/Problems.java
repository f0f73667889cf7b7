package io.sparing.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one sweep, so that all are reported at once. */
final class Problems {

  private final String fileName;
  private final List<Problem> found = new ArrayList<>();

  Problems(String fileName) {
    this.fileName = fileName;
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no artefact that Sparing names
  void report(Place place, String format, Object... arguments) {
    found.add(new Problem(place, format.formatted(arguments)));
  }

  /**
   * Ends the parse if there is a problem.
   *
   * @throws InvalidSweepException with all of them
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSweepException(
          fileName,
          found.stream()
              .distinct()
              .sorted(Comparator.comparing(Problem::place, Place.ORDER))
              .toList());
    }
  }
}
