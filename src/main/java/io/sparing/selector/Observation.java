package io.sparing.selector;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * One configuration as measured on one data set and one kind of hardware, over its seeds.
 *
 * @param dataset name of the data set; of one's own file, path and columns
 * @param task its task, as {@code classification}
 * @param qualityBySeed quality of each seed
 * @param needs the largest need over the seeds, by limit; infinite where it was not measured
 * @param cost mean dollars if measured, else mean seconds; for ties only
 * @param trialIds its trials, sorted
 */
record Observation(
    String dataset,
    String task,
    String hardware,
    Choice choice,
    SortedMap<Long, Double> qualityBySeed,
    Map<Feature, Double> needs,
    double cost,
    List<String> trialIds) {

  Observation {
    qualityBySeed = Collections.unmodifiableSortedMap(new TreeMap<>(qualityBySeed));
    needs = Collections.unmodifiableMap(new EnumMap<>(needs));
    trialIds = trialIds.stream().sorted().toList();
  }

  /** Mean quality over the seeds that the predicate takes; over all of them if it takes none. */
  double quality(LongPredicate seeds) {
    return qualityBySeed.entrySet().stream()
        .filter(entry -> seeds.test(entry.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElseGet(
            () ->
                qualityBySeed.values().stream().mapToDouble(Double::doubleValue).sum()
                    / qualityBySeed.size());
  }

  /** Whether everything it needs fits. */
  boolean feasible(Environment environment) {
    for (Feature feature : Feature.values()) {
      if (needs.get(feature) > environment.value(feature)) {
        return false;
      }
    }
    return true;
  }
}
