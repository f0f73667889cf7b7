package io.sparing.export;

import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Saves a model in several formats, each in a folder of its own, and says what it left out. */
public final class Exports {

  /** The file that tells people what is in a model's folder. */
  public static final String README = "README.txt";

  private Exports() {}

  /**
   * Writes {@code FOLDER/FORMAT/} for each format that can hold the model, and {@code
   * FOLDER/README.txt} with a line for each; where it was skipped, the line has the reason.
   *
   * @param formats names of {@link ExportFormats}
   * @throws IOException if a file cannot be written
   */
  public static void write(FinishedModel model, List<String> formats, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    StringBuilder readme = new StringBuilder(model.title()).append("\n\n");
    for (String name : formats) {
      ExportFormat format = ExportFormats.find(name);
      Optional<String> refusal = format.refusal(model);
      if (refusal.isPresent()) {
        readme.append("%s: skipped, %s%n".formatted(name, refusal.get()));
      } else {
        format.write(model, Files.createDirectories(folder.resolve(name)));
        readme.append("%s: %s%n".formatted(name, format.description()));
        format.note(model).ifPresent(note -> readme.append("  %s%n".formatted(note)));
      }
    }
    readme.append("\nlogits, in order, a class a line:\n");
    model.labels().forEach(label -> readme.append(Printable.escape(label)).append('\n'));
    Files.writeString(folder.resolve(README), readme);
  }
}
