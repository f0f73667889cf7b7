package io.sparing.run;

import io.sparing.export.Exports;
import io.sparing.export.FinishedModel;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where trained models are saved, and how: every finished trial gets a folder named by its id.
 *
 * @param formats names of export formats; none saves nothing
 * @param folder holds the trials' folders
 */
public record ModelSaving(List<String> formats, Path folder) {

  /** The environment variable of a worker with the formats, separated by commas. */
  public static final String FORMATS = "SPARING_SAVE";

  /** The environment variable of a worker with the folder. */
  public static final String FOLDER = "SPARING_SAVE_FOLDER";

  /** Copies the formats. */
  public ModelSaving {
    formats = List.copyOf(formats);
  }

  /** Returns what a worker's environment asks for. */
  static ModelSaving of(Map<String, String> environment) {
    String formats = environment.getOrDefault(FORMATS, "");
    return new ModelSaving(
        formats.isEmpty() ? List.of() : List.of(formats.split(",", -1)),
        Path.of(environment.getOrDefault(FOLDER, "")));
  }

  /** Returns a worker's environment, which {@link #of} reads. */
  public Map<String, String> environment() {
    return formats.isEmpty()
        ? Map.of()
        : Map.of(FORMATS, String.join(",", formats), FOLDER, folder.toString());
  }

  /** Returns whether models are saved at all. */
  boolean wanted() {
    return !formats.isEmpty();
  }

  /**
   * Saves a trial's model in every format that can hold it, and the trial's settings.
   *
   * @throws IOException if a file cannot be written
   */
  void save(TrialSpec spec, FinishedModel model) throws IOException {
    Path own = folder.resolve(spec.id());
    Exports.write(model, formats, own);
    Files.writeString(own.resolve("trial.json"), TrialSpecParser.toJson(spec) + "\n");
  }

  /**
   * As {@link #save}. What was measured stands, whether or not that can be done.
   *
   * @return what went wrong; empty if nothing
   */
  String trySave(TrialSpec spec, FinishedModel model) {
    try {
      save(spec, model);
      return "";
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Failures.UNSAVED + Failures.message(e);
    }
  }
}
