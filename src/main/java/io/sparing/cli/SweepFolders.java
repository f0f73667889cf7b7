package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.SweepFolder;
import io.sparing.text.Printable;
import java.nio.file.Path;
import java.util.List;

/** Finds the folders of sweeps that people name. */
final class SweepFolders {

  private SweepFolders() {}

  /**
   * Returns the folder of a sweep.
   *
   * @param results where sweeps are by default
   * @param sweep a name in there, or a path
   * @throws IllegalArgumentException if no sweep wrote there
   */
  static Path find(Path results, Path sweep) {
    for (Path folder : List.of(results.resolve(sweep), sweep)) {
      if (SweepFolder.is(folder)) {
        return folder;
      }
    }
    throw new IllegalArgumentException(
        "Unknown sweep: %s; it has no %s; ./submit.sh results list shows those in %s"
            .formatted(Printable.of(sweep), Ledger.FILE, Printable.of(results)));
  }

  /** Returns the name of the sweep of a folder. */
  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }
}
