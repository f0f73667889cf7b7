package io.sparing.selector;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number of an {@link Environment} on which rules have thresholds: a limit, of which more is
 * easier, or what the data are like.
 */
public enum Feature {
  MEMORY("memory_gb", "memory", "GB"),
  LATENCY("latency_ms", "latency limit", "ms"),
  EXAMPLES("examples", "examples", ""),
  TRAIN_SECONDS("train_seconds", "training budget", "s"),
  CLASSES("classes", "classes", "");

  /** Those that are limits. */
  public static final List<Feature> LIMITS = List.of(MEMORY, LATENCY, EXAMPLES, TRAIN_SECONDS);

  private final String column;
  private final String words;
  private final String unit;

  Feature(String column, String words, String unit) {
    this.column = column;
    this.words = words;
    this.unit = unit;
  }

  /** Returns its name in rule files and SQL, which ends in the unit. */
  public String column() {
    return column;
  }

  /** Returns its name for people. */
  public String words() {
    return words;
  }

  /** Returns a value with its unit, for people. */
  public String format(double value) {
    return Double.isInfinite(value)
        ? "no limit"
        : (Numbers.text(value) + " " + unit).stripTrailing();
  }

  /** Returns whether the value may be missing in SQL, where null then means no limit. */
  boolean optional() {
    return this == LATENCY || this == TRAIN_SECONDS;
  }

  /**
   * Finds a feature by its column.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Feature find(String column) {
    return Arrays.stream(values())
        .filter(feature -> feature.column.equals(column))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown feature: %s; known: %s"
                        .formatted(
                            column,
                            Arrays.stream(values())
                                .map(Feature::column)
                                .collect(Collectors.joining(", ")))));
  }
}
