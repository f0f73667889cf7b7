package io.sparing.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/**
 * Finds the class path of the workers: the setting {@value #SETTING}, which {@code submit.sh}
 * makes, or what lies below the folder in the environment variable {@code SPARING_HOME}.
 */
public final class WorkerClassPath {

  /** Spark's setting with the class path, which must hold on every node. */
  public static final String SETTING = "spark.sparing.worker.classpath";

  private WorkerClassPath() {}

  /**
   * Returns the class path.
   *
   * @throws IllegalArgumentException if neither the setting nor the variable is there
   */
  public static String find(SparkConf conf) {
    String configured = conf.get(SETTING, "");
    return configured.isBlank() ? find(System.getenv("SPARING_HOME")) : configured;
  }

  private static String find(String home) {
    if (home == null || home.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot find the workers' class path; start with submit.sh, or set SPARING_HOME or "
              + SETTING);
    }
    Path target = Path.of(home, "target").toAbsolutePath();
    try {
      return target.resolve("sparing.jar")
          + File.pathSeparator
          + Files.readString(target.resolve("runtime.classpath")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the workers' class path in " + target, e);
    }
  }
}
