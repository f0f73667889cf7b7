package io.sparing.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings of workers with the {@link FakeRunner} and the class path that real ones get. */
public final class FakeWorkers {

  private FakeWorkers() {}

  /** Small, quick workers. */
  public static WorkerSettings settings(Path logs) {
    return WorkerSettings.of(classPath(), logs.toString())
        .withRunner(FakeRunner.class.getName())
        .withMemory("64m", 0);
  }

  private static String classPath() {
    try {
      return String.join(
          File.pathSeparator,
          Path.of("target/test-classes").toAbsolutePath().toString(),
          Path.of("target/classes").toAbsolutePath().toString(),
          Files.readString(Path.of("target/runtime.classpath")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
