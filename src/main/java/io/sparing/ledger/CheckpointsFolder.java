package io.sparing.ledger;

import io.sparing.storage.Failpoint;
import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The folder of a sweep in which the states of long trainings lie, each in a folder named by the id
 * of its trial, until the trial has its result.
 */
public final class CheckpointsFolder {

  private CheckpointsFolder() {}

  /** Returns where the states of a sweep lie. */
  public static Path of(Path sweepFolder) {
    return sweepFolder.resolve("checkpoints");
  }

  /**
   * Deletes the state of a trial that has its result, if there is one. Where that fails, the sweep
   * goes on all the same.
   *
   * @param told called with a line where it cannot be deleted
   */
  public static void delete(Path sweepFolder, String trialId, Consumer<String> told) {
    Path own = of(sweepFolder).resolve(trialId);
    if (Files.exists(own)) {
      delete(own, told);
    }
  }

  /**
   * Deletes all states of a sweep that lacks no result, if there are any.
   *
   * @param ledger of the sweep, which must be the folder's owner
   * @param told called with a line where they cannot be deleted
   * @throws LostOwnershipException if the folder is another's by now
   */
  public static void delete(Path sweepFolder, Ledger ledger, Consumer<String> told) {
    Path states = of(sweepFolder);
    if (Files.exists(states)) {
      ledger.claim();
      delete(states, told);
    }
  }

  private static void delete(Path folder, Consumer<String> told) {
    try {
      Failpoint.CHECKPOINT_DELETE.reach();
      FileTree.delete(folder);
    } catch (IOException e) {
      told.accept(
          "Cannot delete %s, which no trial needs any more; delete it by hand: %s"
              .formatted(folder, e));
    }
  }
}
