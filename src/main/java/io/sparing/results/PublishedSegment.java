package io.sparing.results;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a published segment.
 *
 * @param trials Parquet file with a row a trial
 * @param curves Parquet file with a row a curve point; there even if it has no rows
 * @param decisions Parquet file with a row a decision; there only if it has rows
 */
public record PublishedSegment(Path trials, Path curves, Path decisions) {

  /** Returns those that may be there, in the order in which they may appear. */
  List<Path> all() {
    return List.of(curves, decisions, trials);
  }
}
