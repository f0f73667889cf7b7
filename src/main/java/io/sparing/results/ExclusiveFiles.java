package io.sparing.results;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
    force(finished, StandardOpenOption.WRITE);
    try {
      link(finished, target);
    } catch (FileAlreadyExistsException e) {
      throw new SegmentExistsException(target);
    }
    forceFolder(target.getParent());
  }

  /** Makes the names in a folder durable, where the system lets a folder be opened. */
  static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      force(folder, StandardOpenOption.READ);
    }
  }

  /** A hard link cannot replace a file, unlike a rename; a move is for systems without links. */
  private static void link(Path finished, Path target) throws IOException {
    try {
      Files.createLink(target, finished);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(finished, target);
      return;
    }
    Files.delete(finished);
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
