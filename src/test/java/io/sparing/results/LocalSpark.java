package io.sparing.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A small Spark of this process for tests, which stops when closed. */
final class LocalSpark {

  private LocalSpark() {}

  /** Opens a session with one core and its warehouse in {@code folder}. */
  static SparkSession open(Path folder) {
    try {
      return SparkSession.builder()
          .appName("results-test")
          .master("local[1]")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "1")
          .config("spark.sql.session.timeZone", "America/St_Johns")
          .config("spark.sql.warehouse.dir", Files.createDirectories(folder).toUri().toString())
          .getOrCreate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
