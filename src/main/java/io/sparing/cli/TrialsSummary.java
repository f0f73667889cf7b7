package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;

/** The table at the end of a sweep. */
public final class TrialsSummary {

  private TrialsSummary() {}

  /**
   * Returns a table with one row a trial, in the given order.
   *
   * @param labels of the sweep's trials
   * @param metric of quality
   * @param best ids of the trials that are marked {@code *}
   */
  public static String render(
      List<TrialResult> results, TrialLabels labels, Metric metric, Set<String> best) {
    TextTable table =
        new TextTable(
            List.of(
                "",
                "trial",
                "seed",
                "examples",
                metric.column(),
                "p50 ms",
                "weights",
                "trained",
                "peak memory",
                "time"));
    results.forEach(result -> table.add(row(result, labels.of(result.spec()), metric, best)));
    return table.render();
  }

  private static List<String> row(
      TrialResult result, String label, Metric metric, Set<String> best) {
    List<String> cells = new ArrayList<>();
    cells.add(best.contains(result.id()) ? "*" : "");
    cells.add(label);
    cells.add(String.valueOf(result.spec().seed()));
    cells.add(cell(result, Metric.TRAIN_EXAMPLES_USED, TrialsSummary::count));
    cells.add(end(result, metric));
    cells.add(cell(result, Metric.LATENCY_P50, value -> String.format(Locale.ROOT, "%.2f", value)));
    cells.add(cell(result, Metric.WEIGHT_BYTES, Words::bytes));
    cells.add(cell(result, Metric.TRAINABLE_PARAMETERS, TrialsSummary::count));
    cells.add(cell(result, Metric.PEAK_HOST_BYTES, Words::bytes));
    cells.add(cell(result, Metric.TOTAL_SECONDS, Words::seconds));
    return cells;
  }

  private static String end(TrialResult result, Metric metric) {
    if (result.ok()) {
      return cell(result, metric, value -> String.format(Locale.ROOT, "%.3f", value));
    }
    return String.valueOf(result.category() == null ? result.status() : result.category());
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,d", (long) value);
  }

  private static String cell(TrialResult result, Metric metric, DoubleFunction<String> format) {
    OptionalDouble value = result.measurements().find(metric);
    return value.isPresent() ? format.apply(value.getAsDouble()) : "–";
  }
}
