package io.sparing.sources;

import java.time.Duration;

/** Called with the progress of a download, on the thread that downloads. */
public interface DownloadListener {

  /** A listener that does nothing. */
  DownloadListener NONE = (source, bytes) -> {};

  /**
   * Called when more has arrived.
   *
   * @param bytes that are there by now, those of earlier runs included
   */
  void progressed(Source source, long bytes);

  /**
   * Called when an attempt has failed and another will follow.
   *
   * @param pause until then
   * @param reason why it failed
   */
  default void retrying(Source source, Duration pause, String reason) {}
}
