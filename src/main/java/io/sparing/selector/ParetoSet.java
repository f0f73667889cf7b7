package io.sparing.selector;

import java.util.Comparator;
import java.util.List;

/**
 * The candidates on a kind of hardware that no other beats: none is at least as good in quality,
 * latency, memory, examples and training time, by the model of needs, and better in one.
 */
public final class ParetoSet {

  private ParetoSet() {}

  /** Returns the set, best quality first. */
  public static List<Candidate> of(List<Candidate> candidates, String hardware) {
    List<Candidate> there = candidates.stream().filter(c -> c.hardware().equals(hardware)).toList();
    return there.stream()
        .filter(c -> there.stream().noneMatch(other -> dominates(other, c)))
        .sorted(
            Comparator.comparingDouble(Candidate::quality)
                .reversed()
                .thenComparing(c -> c.choice().key()))
        .toList();
  }

  private static boolean dominates(Candidate a, Candidate b) {
    boolean better = a.quality() > b.quality();
    if (a.quality() < b.quality()) {
      return false;
    }
    for (Feature feature : Feature.LIMITS) {
      double left = need(a, feature);
      double right = need(b, feature);
      if (left > right) {
        return false;
      }
      better |= left < right;
    }
    return better;
  }

  private static double need(Candidate candidate, Feature feature) {
    return candidate.needs().containsKey(feature)
        ? candidate.needs().get(feature).estimate()
        : Double.POSITIVE_INFINITY;
  }
}
