package io.sparing.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how much room a folder's disk has. */
@FunctionalInterface
interface DiskSpace {

  /** The room on this machine's disks. */
  DiskSpace REAL = folder -> Files.getFileStore(folder).getUsableSpace();

  /** Returns bytes that can still be written below a folder. */
  long free(Path folder) throws IOException;

  /**
   * Refuses a file for which the disk has no room.
   *
   * @param what will be written, for messages
   * @param where it comes from
   * @throws SourceException if fewer bytes are free than needed
   */
  default void check(String what, String where, Path folder, long needed) throws IOException {
    long free = free(folder);
    if (free < needed) {
      throw new SourceException(
          what,
          where,
          "room for %d bytes in %s".formatted(needed, folder),
          "%d bytes".formatted(free),
          "make room, or set %s to a folder elsewhere".formatted(SourceFolders.CACHE));
    }
  }
}
