package io.sparing.results;

/** Asked before each change of a results folder. */
@FunctionalInterface
public interface Guard {

  /** A guard that lets every change happen. */
  Guard NONE = () -> {};

  /**
   * Lets the change happen, or throws.
   *
   * @throws RuntimeException if the folder may not be written, such as one that is another driver's
   *     by now
   */
  void check();
}
