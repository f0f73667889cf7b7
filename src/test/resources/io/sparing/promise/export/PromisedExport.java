package io.sparing.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The names of the classes. */
final class PromisedExport implements ExportFormat {

  @Override
  public String name() {
    return "promised-export";
  }

  @Override
  public String description() {
    return "labels.txt, the names of the classes";
  }

  @Override
  public Optional<String> refusal(FinishedModel model) {
    return Optional.empty();
  }

  @Override
  public void write(FinishedModel model, Path folder) throws IOException {
    Files.write(folder.resolve("labels.txt"), model.labels());
  }
}
