package io.sparing.selector;

import io.sparing.measure.Metric;
import io.sparing.needs.Need;
import io.sparing.trial.DatasetTraits;
import io.sparing.trial.TrialResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which trials are worth a look: no other is at least as good in everything and better in one. */
public final class Pareto {

  private Pareto() {}

  /**
   * The ids of the OK trials that are Pareto-best in quality (high), total seconds, latency and
   * memory (low), among the trials of the same data set and hardware. A quantity that was not
   * measured counts as the worst; a trial without the quality metric is never best.
   */
  public static Set<String> paretoBest(List<TrialResult> results, Metric quality) {
    List<TrialResult> usable = results.stream().filter(r -> Evidence.usable(r, quality)).toList();
    Set<String> best = new LinkedHashSet<>();
    for (TrialResult result : usable) {
      if (usable.stream().noneMatch(other -> dominates(other, result, quality))) {
        best.add(result.id());
      }
    }
    return best;
  }

  private static boolean dominates(TrialResult a, TrialResult b, Metric quality) {
    if (!DatasetTraits.of(a.spec()).name().equals(DatasetTraits.of(b.spec()).name())
        || !a.provenance().device().equals(b.provenance().device())) {
      return false;
    }
    double[] left = losses(a, quality);
    double[] right = losses(b, quality);
    boolean better = false;
    for (int i = 0; i < left.length; i++) {
      if (left[i] > right[i]) {
        return false;
      }
      better |= left[i] < right[i];
    }
    return better;
  }

  private static double[] losses(TrialResult result, Metric quality) {
    double value = result.measurements().find(quality).orElseThrow();
    return new double[] {
      quality.better() == Metric.Better.HIGHER ? -value : value,
      result.measurements().find(Metric.TOTAL_SECONDS).orElse(Double.POSITIVE_INFINITY),
      Need.LATENCY_MILLIS.of(result).orElse(Double.POSITIVE_INFINITY),
      Need.MEMORY_GIGABYTES.of(result).orElse(Double.POSITIVE_INFINITY)
    };
  }
}
