package io.sparing.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one trial measured. A metric that was not measured has no value. Immutable.
 *
 * @param values of what was measured, finite
 * @param notes of some metrics, how they were measured where that is not the same for all trials,
 *     or why they were not
 */
public record Measurements(Map<Metric, Double> values, Map<Metric, String> notes) {

  /** No measurement at all, as for a trial that failed before it began. */
  public static final Measurements NONE = new Measurements(Map.of());

  /**
   * @throws IllegalArgumentException if a value is not finite
   */
  public Measurements {
    values.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "Invalid %s: %s; a measurement is a finite number"
                    .formatted(metric.column(), value));
          }
        });
    values = copy(values);
    notes = copy(notes);
  }

  /** Makes measurements without notes. */
  public Measurements(Map<Metric, Double> values) {
    this(values, Map.of());
  }

  /** Returns the value of a metric, if it was measured. */
  public OptionalDouble find(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns how a metric was measured, or why it was not, if something is to be said of that. */
  public Optional<String> note(Metric metric) {
    return Optional.ofNullable(notes.get(metric));
  }

  /** Returns a copy with one metric set. */
  public Measurements with(Metric metric, double value) {
    return with(new Measurements(Map.of(metric, value)));
  }

  /** Returns a copy that says how a metric was measured, or why it was not. */
  public Measurements noting(Metric metric, String note) {
    return with(new Measurements(Map.of(), Map.of(metric, note)));
  }

  /**
   * Returns a copy with the other's metrics and notes added; where both have one of a metric, the
   * other's counts.
   */
  public Measurements with(Measurements other) {
    Map<Metric, Double> allValues = new EnumMap<>(Metric.class);
    allValues.putAll(values);
    allValues.putAll(other.values);
    Map<Metric, String> allNotes = new EnumMap<>(Metric.class);
    allNotes.putAll(notes);
    allNotes.putAll(other.notes);
    return new Measurements(allValues, allNotes);
  }

  private static <T> Map<Metric, T> copy(Map<Metric, T> map) {
    EnumMap<Metric, T> copy = new EnumMap<>(Metric.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }
}
