package io.sparing.results;

import java.nio.file.Path;

/**
 * The files of a published segment.
 *
 * @param trials Parquet file with a row a trial
 * @param curves Parquet file with a row a curve point; there even if it has no rows
 */
public record PublishedSegment(Path trials, Path curves) {}
