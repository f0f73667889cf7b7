package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.selector.Pareto;
import io.sparing.trial.Status;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is shown of a sweep when it has ended: a few trials one a line; of many, how they ended and
 * the best.
 *
 * @param results in the order of the sweep
 * @param metric of quality
 * @param best ids of the Pareto-best trials
 * @param labels of the sweep's trials
 */
record SweepSummary(
    List<TrialResult> results, Metric metric, Set<String> best, TrialLabels labels) {

  /** The most Pareto-best trials that are shown where not all trials are. */
  private static final int MOST_BEST = 10;

  SweepSummary {
    results = List.copyOf(results);
    best = Set.copyOf(best);
  }

  static SweepSummary of(SweepOutcome outcome) {
    Metric metric = outcome.sweep().metric();
    return new SweepSummary(
        outcome.results(),
        metric,
        Pareto.paretoBest(outcome.results(), metric),
        new TrialLabels(outcome.results().stream().map(TrialResult::spec).toList()));
  }

  /**
   * Returns the table and the lines below it.
   *
   * @param most trials that are shown one a line
   */
  String render(int most) {
    List<String> lines = new ArrayList<>();
    boolean all = results.size() <= most;
    if (!all) {
      lines.add("%,d trials: %s".formatted(results.size(), ends()));
      lines.add("");
    }
    lines.add(TrialsSummary.render(all ? results : leaders(), labels, metric, best));
    lines.add(
        "* Pareto-best: none other is at least as good in %s, time, latency and memory."
            .formatted(metric.column()));
    if (!all) {
      lines.add(
          "Shown are %,d of %,d such; --all shows every trial, ./submit.sh sql asks the tables."
              .formatted(leaders().size(), best.size()));
    }
    long failed = results.stream().filter(result -> !result.ok()).count();
    if (failed > 0) {
      lines.add(
          "%d of %d trials failed; run again with --retry-failed to give them another try."
              .formatted(failed, results.size()));
    }
    return String.join("\n", lines);
  }

  /** Returns how many ended how: {@code 9,000 ok, 1,000 TIMEOUT}. */
  private String ends() {
    Map<String, Long> counts =
        results.stream()
            .collect(Collectors.groupingBy(SweepSummary::end, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(end -> "%,d %s".formatted(end.getValue(), end.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String end(TrialResult result) {
    if (result.ok()) {
      return "ok";
    }
    return result.status() == Status.FAILED && result.category() != null
        ? result.category().name()
        : result.status().name();
  }

  /** Returns the Pareto-best, the best quality first. */
  private List<TrialResult> leaders() {
    Comparator<TrialResult> quality =
        Comparator.comparingDouble(result -> result.measurements().find(metric).orElseThrow());
    return results.stream()
        .filter(result -> best.contains(result.spec().id()))
        .sorted(metric.better() == Metric.Better.HIGHER ? quality.reversed() : quality)
        .limit(MOST_BEST)
        .toList();
  }
}
