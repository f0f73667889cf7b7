package io.sparing.results;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the files of a segment. */
public interface SegmentFormat {

  /**
   * Writes results where no reader looks.
   *
   * @param results at least one
   * @param sweep name of the sweep they belong to
   * @param staging an empty folder for the files
   * @return the files in it, finished; that of the decisions need not be there if there are none
   * @throws IOException if a file cannot be written
   */
  PublishedSegment write(List<StoredResult> results, String sweep, Path staging) throws IOException;
}
