package io.sparing.results;

/** Reads what published segments hold. */
public interface SegmentReader extends AutoCloseable {

  /**
   * Reads the files of a segment.
   *
   * @throws IllegalArgumentException if one of them is damaged or not Sparing's; the message is why
   *     it cannot stay in the tables
   */
  SegmentContent read(PublishedSegment segment);

  @Override
  void close();
}
