package io.sparing.selector;

import io.sparing.measure.Metric;
import io.sparing.needs.Need;
import io.sparing.trial.DatasetTraits;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which trials are worth a look: no other is at least as good in everything and better in one. */
public final class Pareto {

  private Pareto() {}

  /** Trials are compared with those of the same data set and hardware only. */
  private record Group(String dataset, String device) {}

  private record Point(String id, double[] losses) {}

  /**
   * Returns the ids of the OK trials that are Pareto-best in quality (high), total seconds, latency
   * and memory (low), among the trials of the same data set and hardware, in the given order. A
   * quantity that was not measured counts as the worst; a trial without the quality metric is never
   * best.
   */
  public static Set<String> paretoBest(List<TrialResult> results, Metric quality) {
    Map<Group, List<Point>> groups = new HashMap<>();
    for (TrialResult result : results) {
      if (Evidence.usable(result, quality)) {
        groups
            .computeIfAbsent(group(result), group -> new ArrayList<>())
            .add(new Point(result.id(), losses(result, quality)));
      }
    }
    Set<String> best = new HashSet<>();
    groups.values().forEach(points -> best.addAll(best(points)));
    return results.stream()
        .map(TrialResult::id)
        .filter(best::contains)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Group group(TrialResult result) {
    return new Group(DatasetTraits.of(result.spec()).name(), result.provenance().device());
  }

  /**
   * Returns the best points. In order of their losses, a point can only be worse than one that came
   * before and is best.
   */
  private static List<String> best(List<Point> points) {
    List<Point> front = new ArrayList<>();
    points.stream()
        .sorted(Comparator.comparing(Point::losses, Arrays::compare))
        .filter(point -> front.stream().noneMatch(other -> dominates(other, point)))
        .forEach(front::add);
    return front.stream().map(Point::id).toList();
  }

  private static boolean dominates(Point a, Point b) {
    boolean better = false;
    for (int i = 0; i < a.losses().length; i++) {
      if (a.losses()[i] > b.losses()[i]) {
        return false;
      }
      better |= a.losses()[i] < b.losses()[i];
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
