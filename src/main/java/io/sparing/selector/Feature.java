package io.sparing.selector;

import io.sparing.needs.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A number of an {@link Environment} on which rules have thresholds: a limit, of which more is
 * easier, or what the data are like.
 */
public enum Feature {
  MEMORY("memory_gb", "memory", "GB", Optional.of(Need.MEMORY_GIGABYTES)),
  LATENCY("latency_ms", "latency limit", "ms", Optional.of(Need.LATENCY_MILLIS)),
  EXAMPLES("examples", "examples", "", Optional.empty()),
  TRAIN_SECONDS("train_seconds", "training budget", "s", Optional.of(Need.TRAIN_SECONDS)),
  CLASSES("classes", "classes", "", Optional.empty());

  /** Those that are limits. */
  public static final List<Feature> LIMITS = List.of(MEMORY, LATENCY, EXAMPLES, TRAIN_SECONDS);

  private final String column;
  private final String words;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // a value
  private final Optional<Need> need;

  Feature(String column, String words, String unit, Optional<Need> need) {
    this.column = column;
    this.words = words;
    this.unit = unit;
    this.need = need;
  }

  /** Returns its name in rule files and SQL, which ends in the unit. */
  public String column() {
    return column;
  }

  /** Returns its name for people. */
  public String words() {
    return words;
  }

  /** Returns what it limits of what a machine takes; empty if it has to do with the data only. */
  public Optional<Need> need() {
    return need;
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
