package io.sparing.selector;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The environments that rules are learned for and graded in: every combination of some limits, as
 * people have them, not fitted to what was measured.
 *
 * @param limits values of each limit, in the feature's unit; infinite for no limit
 */
public record EnvironmentGrid(Map<Feature, List<Double>> limits) {

  /** Most environments that a grid may have. */
  public static final int MOST = 20_000;

  /**
   * @throws IllegalArgumentException if there are too many environments, or a limit has no value
   */
  public EnvironmentGrid {
    EnumMap<Feature, List<Double>> copy = new EnumMap<>(Feature.class);
    limits.forEach((feature, values) -> copy.put(feature, List.copyOf(values)));
    limits = copy;
    long size = 1;
    for (Map.Entry<Feature, List<Double>> limit : limits.entrySet()) {
      if (limit.getValue().isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot use environments without a value of " + limit.getKey().column());
      }
      size = Math.multiplyExact(size, limit.getValue().size());
    }
    if (size > MOST) {
      throw new IllegalArgumentException(
          "Invalid environments: %,d of them; expected at most %,d".formatted(size, MOST));
    }
  }

  /**
   * Returns the environments of a kind of hardware, in order; limits that the predicate leaves out
   * lie open.
   */
  List<Environment> environments(String task, String hardware, List<Feature> binding) {
    List<Environment> environments = new ArrayList<>();
    environments.add(Environment.open(task, hardware));
    for (Feature feature : Feature.values()) {
      List<Double> values = limits.get(feature);
      if (values == null || !binding.contains(feature)) {
        continue;
      }
      List<Environment> next = new ArrayList<>();
      for (Environment environment : environments) {
        for (double value : values) {
          next.add(environment.with(feature, value));
        }
      }
      environments = next;
    }
    return environments;
  }
}
