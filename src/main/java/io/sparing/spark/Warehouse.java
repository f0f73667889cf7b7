package io.sparing.spark;

import java.io.File;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Spark makes a folder for tables, whether there are any or not. This one is the process's own, and
 * is gone with it.
 */
final class Warehouse {

  /** Below the folder of temporary files; not there before Spark makes it. */
  static final Path FOLDER =
      Path.of(System.getProperty("java.io.tmpdir"), "sparing-warehouse-" + UUID.randomUUID());

  private static boolean ending;

  private Warehouse() {}

  /** Deletes it, empty as it is, when this process ends. */
  static synchronized void deleteAtEnd() {
    if (!ending) {
      ending = true;
      Runtime.getRuntime().addShutdownHook(new Thread(Warehouse::delete, "sparing-warehouse"));
    }
  }

  private static void delete() {
    File folder = FOLDER.toFile();
    if (folder.exists() && !folder.delete()) {
      System.err.println("Cannot delete the temporary folder " + FOLDER);
    }
  }
}
