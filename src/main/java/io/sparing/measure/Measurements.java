package io.sparing.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What one trial measured. A metric that was not measured is absent. Immutable. */
public record Measurements(Map<Metric, Double> values) {

  /** No measurement at all, as for a trial that failed before it began. */
  public static final Measurements NONE = new Measurements(Map.of());

  /**
   * @throws IllegalArgumentException if a value is not finite
   */
  public Measurements {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    values.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "Invalid %s: %s; a measurement is a finite number"
                    .formatted(metric.column(), value));
          }
          copy.put(metric, value);
        });
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns the value of a metric, if it was measured. */
  public OptionalDouble find(Metric metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Returns a copy with one metric set. */
  public Measurements with(Metric metric, double value) {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    copy.put(metric, value);
    return new Measurements(copy);
  }

  /**
   * Returns a copy with the other's metrics added; where both have a metric, the other's value
   * counts.
   */
  public Measurements with(Measurements other) {
    EnumMap<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    copy.putAll(other.values);
    return new Measurements(copy);
  }
}
