package io.sparing.adapt;

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
}
