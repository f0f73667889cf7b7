package io.sparing.weights;

import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Thrown when a weight file is refused. It says which file, which tensor of it, and which rule it
 * breaks.
 */
public final class MalformedWeightsException extends IOException {

  private static final long serialVersionUID = 1;
  private static final int LONGEST_NAME = 200;

  private final transient Path file;
  private final String tensor;
  private final Rule rule;

  MalformedWeightsException(Path file, String tensor, Rule rule, String detail) {
    super(message(file, tensor, rule, detail));
    this.file = file;
    this.tensor = tensor;
    this.rule = rule;
  }

  /** Returns the file that is refused. */
  public Path file() {
    return file;
  }

  /** Returns the tensor that breaks the rule; empty if the file as a whole breaks it. */
  public Optional<String> tensor() {
    return tensor.isEmpty() ? Optional.empty() : Optional.of(tensor);
  }

  /** Returns the rule that is broken. */
  public Rule rule() {
    return rule;
  }

  private static String message(Path file, String tensor, Rule rule, String detail) {
    String where = tensor.isEmpty() ? "" : "tensor " + shortened(tensor) + ": ";
    String more = detail.isEmpty() ? "" : "; " + shortened(detail);
    return "Invalid " + file + ": " + where + rule.text() + more;
  }

  private static String shortened(String text) {
    return Printable.of(text, LONGEST_NAME);
  }
}
