package io.sparing.results;

import io.sparing.storage.Durable;
import io.sparing.storage.Failpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts finished files in their place: at once, durably, and never over another. */
final class ExclusiveFiles {

  private ExclusiveFiles() {}

  /**
   * Publishes a finished file under its final name in an existing folder of the same file system.
   *
   * @param finished is gone afterwards
   * @param target is not there before
   * @throws SegmentExistsException if {@code target} exists; it is left as it is
   */
  static void publish(Path finished, Path target) throws IOException {
    Failpoint.SEGMENT_SYNC.reach();
    Durable.file(finished);
    try {
      link(finished, target);
    } catch (FileAlreadyExistsException e) {
      throw new SegmentExistsException(target);
    }
    Failpoint.TABLE_SYNC.reach();
    Durable.folder(target.getParent());
  }

  /**
   * Links a finished file to its name. A hard link cannot replace a file, unlike a rename; systems
   * without links get a move.
   */
  private static void link(Path finished, Path target) throws IOException {
    Failpoint.SEGMENT_LINK.reach();
    try {
      Files.createLink(target, finished);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(finished, target);
      return;
    }
    Failpoint.SEGMENT_UNLINK.reach();
    Files.delete(finished);
  }
}
