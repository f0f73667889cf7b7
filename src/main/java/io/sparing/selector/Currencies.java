package io.sparing.selector;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells the currencies of measured amounts apart, by the first word of their notes. */
final class Currencies {

  private static final List<Metric> AMOUNTS =
      List.of(Metric.TRAIN_COST, Metric.COST_PER_1000_ANSWERS);

  private Currencies() {}

  /**
   * Refuses amounts of several currencies, which cannot be compared.
   *
   * @throws IllegalArgumentException if there are such; the message names them
   */
  static void check(List<TrialResult> results) {
    Set<String> found = new TreeSet<>();
    for (TrialResult result : results) {
      for (Metric amount : AMOUNTS) {
        if (result.measurements().find(amount).isPresent()) {
          result
              .measurements()
              .note(amount)
              .map(note -> note.split("[^A-Z]", 2)[0])
              .ifPresent(found::add);
        }
      }
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot compare money in %s: learn from results of one price list, or use --cost device-time"
              .formatted(String.join(" and ", found)));
    }
  }
}
