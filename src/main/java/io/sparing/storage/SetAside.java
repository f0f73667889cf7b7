package io.sparing.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code _set-aside} of a sweep, for what is not thrown away and nobody reads. */
public final class SetAside {

  private SetAside() {}

  /**
   * A file in it that is not there yet. Makes the folder; its parent must be there.
   *
   * @param sweep folder of the sweep
   * @param name without suffix; a number follows where it is taken
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
