package io.sparing.needs;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What rows have shown of data sets: how many classes each has, and how long its longest text is.
 */
final class DataFacts {

  /** Nothing was measured. */
  static final DataFacts NONE = new DataFacts(Map.of(), Map.of());

  private final Map<String, Integer> classes;
  private final Map<String, Integer> longest;

  private DataFacts(Map<String, Integer> classes, Map<String, Integer> longest) {
    this.classes = classes;
    this.longest = longest;
  }

  /** Reads results. */
  static DataFacts of(List<TrialResult> results) {
    Map<String, Integer> classes = new HashMap<>();
    Map<String, Integer> longest = new HashMap<>();
    for (TrialResult result : results) {
      String data = result.spec().dataset();
      number(result, Metric.CLASSES).ifPresent(count -> classes.put(data, count));
      number(result, Metric.MAX_LENGTH_USED)
          .ifPresent(
              length -> {
                // One that was cut hides how long it is.
                if (length < result.spec().maxLength()) {
                  longest.merge(data, length, Math::max);
                }
              });
    }
    return new DataFacts(classes, longest);
  }

  private static OptionalInt number(TrialResult result, Metric metric) {
    OptionalDouble found = result.measurements().find(metric);
    return found.isPresent() && found.getAsDouble() > 0
        ? OptionalInt.of((int) found.getAsDouble())
        : OptionalInt.empty();
  }

  /** Returns the classes of a trial's data set; empty if no row counted them. */
  OptionalInt classes(TrialSpec spec) {
    Integer known = classes.get(spec.dataset());
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /** Returns the tokens of the longest text; empty if it is not known. */
  Optional<Integer> longest(TrialSpec spec) {
    return Optional.ofNullable(longest.get(spec.dataset()));
  }
}
