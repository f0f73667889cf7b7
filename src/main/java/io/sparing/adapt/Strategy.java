package io.sparing.adapt;

import io.sparing.model.Lanes;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A way to adapt a model to a task: a small function on the model's module tree. One strategy is
 * one class, one line in {@link Strategies} and one test.
 */
public interface Strategy {

  /** The name in sweep files and tables, in kebab case. */
  String name();

  /** One line for help texts. */
  String description();

  /** The parameters of its own that a sweep file may set. */
  List<Parameter> parameters();

  /** The peak learning rate used where a sweep file gives none; empty if it does not train. */
  OptionalDouble defaultLearningRate();

  /** Whether it takes training settings such as {@code epochs} and {@code learning_rate}. */
  default boolean trains() {
    return defaultLearningRate().isPresent();
  }

  /**
   * Adapts a model: decides what is trained and adds what the strategy adds. What it adds carries
   * the lane axis.
   *
   * @param encoder a pretrained encoder as {@link io.sparing.model.Encoders#load} gives it, all
   *     frozen
   * @param adaptation the task, and one lane a trial
   * @return a classifier as {@link io.sparing.model.Classifier#of} gives it
   * @throws IllegalArgumentException if the lanes cannot share one model
   */
  ScriptModule adapt(ScriptModule encoder, Adaptation adaptation);

  /**
   * Turns what was trained into what is deployed: one lane, without what only training needs.
   *
   * @param trained what {@link #adapt} gave, with trained values
   * @param lane counted from 0
   */
  default ScriptModule deploy(ScriptModule trained, int lane) {
    return Lanes.selectHead(trained, lane).frozen();
  }
}
