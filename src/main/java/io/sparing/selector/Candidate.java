package io.sparing.selector;

import io.sparing.needs.Interval;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A choice that was measured, with what it gets and needs on a kind of hardware.
 *
 * @param choice what
 * @param hardware {@code cpu} or {@code gpu}
 * @param quality mean over data sets; those without it are filled in
 * @param dataSets how many measured it
 * @param trials how many rows did
 * @param needs by limit, with their intervals; without those that nobody measured
 * @param cost in the unit of the rule set; infinite where nobody measured it
 * @param ran settings that are no part of the choice, as its rows had them: batch size, lengths
 */
public record Candidate(
    Choice choice,
    String hardware,
    double quality,
    int dataSets,
    int trials,
    Map<Feature, Interval> needs,
    double cost,
    SortedMap<String, String> ran) {

  /** Copies the maps. */
  public Candidate {
    EnumMap<Feature, Interval> copy = new EnumMap<>(Feature.class);
    copy.putAll(needs);
    needs = Collections.unmodifiableMap(copy);
    ran = Collections.unmodifiableSortedMap(new TreeMap<>(ran));
  }

  /** Returns whether a limit holds for it, with a margin that its estimate must stay below by. */
  public boolean within(Feature feature, Environment environment, double margin) {
    Interval need = needs.get(feature);
    double factor = feature == Feature.EXAMPLES ? 1 : 1 + margin;
    return need == null || need.estimate() * factor <= environment.value(feature);
  }

  /** Returns whether all limits hold for it. */
  public boolean fits(Environment environment, double margin) {
    return Feature.LIMITS.stream().allMatch(feature -> within(feature, environment, margin));
  }
}
