package io.sparing.quant;

import ai.djl.Device;
import io.sparing.script.ScriptModule;
import java.util.Optional;

/**
 * A format of weights: a function on a module tree. Some formats are also computed in during
 * training; the others are applied to what was trained in fp32.
 */
public interface NumberFormat {

  /** The name in sweep files and tables. */
  String name();

  /** One line for help texts. */
  String description();

  /** What it is expected to cost. */
  FormatCost cost();

  /**
   * The tree as deployed, its weights in this format. Linear layers are changed wherever they are;
   * gradients flow through them to their input, unless the format says otherwise.
   */
  ScriptModule apply(ScriptModule model);

  /**
   * The tree as it is trained: frozen tensors may be held in this format, parameters stay fp32 at
   * their paths. Formats that are applied after training give the tree itself.
   */
  default ScriptModule training(ScriptModule model) {
    return model;
  }

  /**
   * Whether a training loss must be scaled up before its gradient is taken, because small gradients
   * become zero in this format.
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
   * gradients to their input, and the format makes their weights smaller than fp32's.
   */
  default boolean trainedBeside() {
    return false;
  }

  /**
   * Sees whether a device can compute in this format, by doing so with one small layer.
   *
   * @throws UnsupportedFormatException if it cannot
   */
  default void check(Device device) {
    FormatCheck.run(this, device);
  }
}
