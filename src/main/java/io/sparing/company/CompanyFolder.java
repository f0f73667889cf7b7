package io.sparing.company;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the tables of a machine lie: a folder that all its processes see, of all users. */
public final class CompanyFolder {

  /** The environment variable that names another folder. */
  public static final String VARIABLE = "SPARING_COMPANY";

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private CompanyFolder() {}

  /**
   * Returns the folder: what {@value #VARIABLE} names, otherwise one in the machine's shared
   * memory, otherwise one below {@code /tmp}.
   */
  public static Path of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    return Files.isWritable(SHARED_MEMORY)
        ? SHARED_MEMORY.resolve("sparing")
        : Path.of("/tmp/sparing-company");
  }

  /** Makes the folder, for all users, unless it is there. */
  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Sharing.withAllUsers(folder, "rwxrwxrwx");
    }
  }
}
