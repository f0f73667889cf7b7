package io.sparing.data;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the published files of data sets: in mirror folders, in a cache, at their address. */
@FunctionalInterface
public interface SourceFiles {

  /**
   * Returns a local file with the bytes of a published one.
   *
   * @param dataset name of the data set, for messages
   * @throws BadDataException if it is nowhere, or what is there is something else
   * @throws IOException if it cannot be read
   */
  Path find(String dataset, DataFile file) throws IOException;
}
