package io.sparing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of rows in which something is wrong. */
public enum Validation {
  /** The data set is refused. */
  STRICT,
  /**
   * They are reported and kept; only malformed rows and those whose label or split is unknown
   * cannot be.
   */
  WARN,
  /** They are left out; of texts in two splits, those of the earlier split. */
  DROP;

  /** The names that sweep files use. */
  public static final List<String> NAMES = Arrays.stream(values()).map(Validation::text).toList();

  /** Returns the name that sweep files use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds one by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Validation find(String name) {
    return Arrays.stream(values())
        .filter(validation -> validation.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown validation: %s; known: %s".formatted(name, String.join(", ", NAMES))));
  }
}
