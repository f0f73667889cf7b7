package io.sparing.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A segment that is written but that no reader sees yet. Closing it removes what was not published.
 *
 * @param staging folder of its own, which goes when this is closed
 * @param trials finished file inside it
 * @param curves finished file inside it
 * @param target where the files will be
 */
record StagedSegment(Path staging, Path trials, Path curves, PublishedSegment target)
    implements AutoCloseable {

  /**
   * Shows the segment to readers. The curves go first: views show only the curves of trials in the
   * same segment, so the trials file alone decides whether the segment is there.
   *
   * @throws SegmentExistsException if a file of that name is there
   */
  PublishedSegment publish() throws IOException {
    for (Path file : List.of(target.curves(), target.trials())) {
      Files.createDirectories(file.getParent());
      ExclusiveFiles.forceFolder(file.getParent().getParent());
    }
    ExclusiveFiles.publish(curves, target.curves());
    ExclusiveFiles.publish(trials, target.trials());
    return target;
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
    try (Stream<Path> inside = Files.walk(folder)) {
      inside.sorted(Comparator.reverseOrder()).forEach(StagedSegment::deleteFile);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
