package io.sparing.cli;

import io.sparing.text.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
    return Arrays.stream(values())
        .filter(one -> one.text().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown --progress: %s; known: %s"
                        .formatted(
                            Printable.of(name),
                            Arrays.stream(values())
                                .map(ProgressKind::text)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns its name on the command line. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
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
