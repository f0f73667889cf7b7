package io.sparing.quant;

import ai.djl.Device;
import io.sparing.script.ScriptModule;
import java.util.Optional;

/**
 * A format of weights: a function on a module tree. Some formats are also computed in during
 * training; the others are applied to what was trained in fp32.
 */
public interface NumberFormat {

  /** Returns the name in sweep files and tables. */
  String name();

  /** Returns one line for help texts. */
  String description();

  /** Returns what it is expected to cost. */
  FormatCost cost();

  /**
   * Returns the tree as deployed, its weights in this format. Linear layers are changed wherever
   * they are; gradients flow through them to their input, unless the format says otherwise.
   */
  ScriptModule apply(ScriptModule model);

  /**
   * Returns the tree as it is trained: frozen tensors may be held in this format, parameters stay
   * fp32 at their paths. Formats that are applied after training return the tree itself.
   */
  default ScriptModule training(ScriptModule model) {
    return model;
  }

  /**
   * Returns whether a training loss must be scaled up before its gradient is taken, because small
   * gradients become zero in this format.
   */
  default boolean scalesLoss() {
    return false;
  }

  /**
   * How transformers holds a base model in this format, as one writes it in Python; empty if it
   * cannot.
   */
  default Optional<String> quantizationConfig() {
    return Optional.empty();
  }

  /**
   * Whether a strategy can train beside frozen linear layers in this format: their answers have
   * gradients to their input, and their method {@code dequantized()} gives the weight [out, in]
   * that they compute with.
   */
  default boolean trainedBeside() {
    return false;
  }

  /**
   * Checks that a device can compute in this format, by computing one small layer in it.
   *
   * @throws UnsupportedFormatException if it cannot
   */
  default void check(Device device) {
    FormatCheck.run(this, device);
  }
}
