package io.sparing.selector;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where a rule set comes from, and within what it was measured.
 *
 * @param sweeps names of the sweeps
 * @param dataSets names of the data sets
 * @param trials trials that ran to their end and were used
 * @param createdAt when it was learned
 * @param metric column of the quality metric
 * @param tasks tasks measured
 * @param hardware hardware measured
 * @param ranges smallest and largest measured need, by limit; a limit nobody measured is absent
 */
public record RuleSource(
    List<String> sweeps,
    List<String> dataSets,
    int trials,
    Instant createdAt,
    String metric,
    List<String> tasks,
    List<String> hardware,
    Map<Feature, Range> ranges) {

  /** Copies the collections. */
  public RuleSource {
    sweeps = List.copyOf(sweeps);
    dataSets = List.copyOf(dataSets);
    tasks = List.copyOf(tasks);
    hardware = List.copyOf(hardware);
    EnumMap<Feature, Range> copy = new EnumMap<>(Feature.class);
    copy.putAll(ranges);
    ranges = Collections.unmodifiableMap(copy);
  }

  /** From the smallest to the largest value, in the feature's unit. */
  public record Range(double from, double to) {}
}
