package io.sparing.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code _set-aside} of a sweep, for files that are neither thrown away nor read. */
public final class SetAside {

  private SetAside() {}

  /**
   * Returns a path in it where no file is yet. Creates the folder; its parent must exist.
   *
   * @param sweep folder of the sweep
   * @param name without suffix; a number is added if the name is taken
   */
  public static Path free(Path sweep, String name, String suffix) throws IOException {
    Path folder = sweep.resolve("_set-aside");
    if (!Files.isDirectory(folder)) {
      Failpoint.ASIDE_CREATE.reach();
      Files.createDirectory(folder);
    }
    Path file = folder.resolve(name + suffix);
    for (int copy = 2; Files.exists(file); copy++) {
      file = folder.resolve("%s-%d%s".formatted(name, copy, suffix));
    }
    return file;
  }
}
