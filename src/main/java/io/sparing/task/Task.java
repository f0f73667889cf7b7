package io.sparing.task;

import io.sparing.data.DatasetManifest;
import io.sparing.data.Example;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.script.LoadedScript;
import io.sparing.train.LossSettings;
import io.sparing.train.Objective;
import io.sparing.train.Trainer;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of a data set ask.
 *
 * @param <T> target: what a row should be answered with
 * @param <P> prediction: what a model answers
 */
public interface Task<T, P> {

  /** Returns the name in manifests and tables, in kebab case. */
  String name();

  /** Returns one line for help texts. */
  String description();

  /** Returns why rows of a data set do not fit the task, in words; empty if they do. */
  Optional<String> refusal(DatasetManifest data);

  /** Returns the target of a row. */
  T target(Example row);

  /** Returns what training minimizes over rows with these targets. */
  Objective objective(List<T> targets, LossSettings settings);

  /**
   * Lets an adapted encoder predict.
   *
   * @param script has the method {@code logits(inputs)} of a classifier
   * @param inputs of all rows
   * @param lengths of the rows in tokens; rows of like length are answered together
   * @return a prediction a row, in the order of the rows
   */
  List<P> predict(LoadedScript script, Trainer.Inputs inputs, int[] lengths);

  /** Returns whether all numbers in predictions are finite. */
  boolean finite(List<P> predictions);

  /** Returns what predictions are worth, a target each, in the same order. */
  Measurements score(List<P> predictions, List<T> targets);

  /** Returns the metric by which trials of this task are compared unless a sweep names another. */
  Metric metric();

  /** Returns the metric under which {@link #metric} is stored for the validation split. */
  Metric validationMetric();
}
