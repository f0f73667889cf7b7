package io.sparing.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A format in which a trained model is saved. One format is one class, one line in {@link
 * ExportFormats} and one test.
 */
public interface ExportFormat {

  /** Returns the name on the command line, and of the folder it writes. */
  String name();

  /** Returns one line for help texts. */
  String description();

  /** Returns why this format cannot hold the model; empty if it can. */
  Optional<String> refusal(FinishedModel model);

  /** Returns what a reader of the files must know beside {@link #description}; empty if nothing. */
  default Optional<String> note(FinishedModel model) {
    return Optional.empty();
  }

  /**
   * Writes a model that is not refused.
   *
   * @param folder exists; files of these names in it are replaced
   * @throws IOException if a file cannot be written
   */
  void write(FinishedModel model, Path folder) throws IOException;
}
