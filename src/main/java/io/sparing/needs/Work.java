package io.sparing.needs;

import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialSpec;
import java.util.Map;

/**
 * What a machine does for a need, as far as another may do it by another factor faster.
 *
 * @param kind of arithmetic: of answers the number format, of training what is trained
 * @param calls how often the model is called for it: each optimizer step is one
 */
public record Work(String kind, double calls) {

  /** Returns the work of a trial. */
  static Work of(Need need, Workload workload) {
    TrialSpec spec = workload.spec();
    return of(
        need,
        spec.strategy(),
        spec.model(),
        spec.numberFormat(),
        workload.setup(),
        spec.training().map(training -> steps(training, workload.trainingRows())).orElse(1.0));
  }

  private static double steps(TrainingSettings training, long rows) {
    return training.epochs() * Math.ceil((double) rows / training.rowsPerStep());
  }

  /**
   * Returns the work of a setup.
   *
   * @param settings texts by name; those that the strategy does not take are left alone
   * @param steps of its training, where it trains
   */
  public static Work of(
      Need need,
      String strategy,
      String model,
      String numberFormat,
      Map<String, String> settings,
      double steps) {
    return switch (need) {
      case LATENCY_MILLIS, ANSWER_DEVICE_SECONDS -> new Work(numberFormat, 1);
      case TRAIN_SECONDS, DEVICE_SECONDS ->
          new Work(SetupSize.effort(strategy, model, settings).name(), Math.max(1, steps));
      default -> new Work("", 1);
    };
  }
}
