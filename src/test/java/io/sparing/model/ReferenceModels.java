package io.sparing.model;

import java.io.IOException;
import java.nio.file.Path;

/** The small random models that {@code jobs/reference.yaml} names, one of each architecture. */
public final class ReferenceModels {

  private static final Path FOLDER = Path.of("target/reference");

  private ReferenceModels() {}

  /** Writes their folders. */
  public static void write() throws IOException {
    for (String architecture : Families.architectures()) {
      TinyFolder.write(FOLDER.resolve(architecture), architecture);
    }
  }
}
