package io.sparing.ledger;

import io.sparing.storage.Failpoint;
import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The folder of a sweep in which trained teachers lie while it has trials without a result. */
public final class TeachersFolder {

  private TeachersFolder() {}

  /** Returns where the teachers of a sweep lie. */
  public static Path of(Path sweepFolder) {
    return sweepFolder.resolve("teachers");
  }

  /**
   * Deletes the teachers of a sweep that needs them no more, if there are any. Where that fails,
   * the sweep is done all the same.
   *
   * @param ledger of the sweep, which must be the folder's owner
   * @param told called with a line where they cannot be deleted
   * @throws LostOwnershipException if the folder is another's by now
   */
  public static void delete(Path sweepFolder, Ledger ledger, Consumer<String> told) {
    Path teachers = of(sweepFolder);
    if (!Files.exists(teachers)) {
      return;
    }
    ledger.claim();
    try {
      Failpoint.TEACHERS_DELETE.reach();
      FileTree.delete(teachers);
    } catch (IOException e) {
      told.accept(
          "Cannot delete %s, which no trial needs any more; delete it by hand: %s"
              .formatted(teachers, e));
    }
  }
}
