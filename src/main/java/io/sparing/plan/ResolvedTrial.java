package io.sparing.plan;

import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.data.Datasets;
import io.sparing.data.OwnColumns;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.task.Task;
import io.sparing.task.Tasks;
import io.sparing.trial.TrialSpec;
import java.util.Optional;

/**
 * A trial whose names have been looked up, once: a trial is a task, a model, a strategy and a
 * number format.
 *
 * @param spec the trial
 * @param task what its rows ask
 * @param model what is adapted
 * @param strategy how it is adapted
 * @param format in which it is deployed
 * @param teacher the model that is trained first and taught by, if there is one
 */
public record ResolvedTrial(
    TrialSpec spec,
    Task<?, ?> task,
    ModelManifest model,
    Strategy strategy,
    NumberFormat format,
    Optional<ModelManifest> teacher) {

  /**
   * Looks a trial's names up.
   *
   * @throws IllegalArgumentException if one is unknown, or a folder cannot be read as a model; the
   *     message says which and why
   */
  public static ResolvedTrial of(TrialSpec spec) {
    Strategy strategy = Strategies.find(spec.strategy());
    return new ResolvedTrial(
        spec,
        Tasks.find(task(spec)),
        Models.find(spec.model()),
        strategy,
        NumberFormats.find(spec.numberFormat()),
        strategy.teacher(spec.strategyParameters()));
  }

  private static String task(TrialSpec spec) {
    return spec.data()
        .own()
        .map(OwnColumns::task)
        .orElseGet(() -> Datasets.find(spec.dataset()).task());
  }

  /** Returns the same trial, deployed in a format that need not be registered. */
  public ResolvedTrial with(NumberFormat other) {
    return new ResolvedTrial(spec, task, model, strategy, other, teacher);
  }
}
