package io.sparing.results;

import io.sparing.storage.Durable;
import io.sparing.storage.Failpoint;
import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A segment that is written but that no reader sees yet. Closing it removes what was not published.
 *
 * @param staging folder of its own, which goes when this is closed
 * @param files finished, inside it
 * @param target where the files will be
 */
record StagedSegment(Path staging, PublishedSegment files, PublishedSegment target)
    implements AutoCloseable {

  /**
   * Shows the segment to readers. The trials go last: views show only the curves and decisions of
   * trials that they show, so that file alone decides whether the segment is there.
   *
   * @throws SegmentExistsException if a file of that name is there
   */
  PublishedSegment publish(Guard guard) throws IOException {
    List<Path> finished = files.all().stream().filter(Files::exists).toList();
    for (Path file : finished) {
      guard.check();
      makeFolder(target(file).getParent());
    }
    for (Path file : finished) {
      guard.check();
      ExclusiveFiles.publish(file, target(file));
    }
    return target;
  }

  private Path target(Path file) {
    return target.all().get(files.all().indexOf(file));
  }

  /** Makes a table's folder; not the one above it, which is gone if it is not there. */
  private static void makeFolder(Path table) throws IOException {
    if (!Files.isDirectory(table)) {
      Failpoint.TABLE_CREATE.reach();
      try {
        Files.createDirectory(table);
      } catch (FileAlreadyExistsException e) {
        return; // a folder already, or what linking a file into it will fail of
      }
      Durable.folder(table.getParent());
    }
  }

  @Override
  public void close() throws IOException {
    delete(staging);
  }

  /** Deletes a folder with all it holds, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    Failpoint.STAGE_DELETE.reach();
    FileTree.delete(folder);
  }
}
