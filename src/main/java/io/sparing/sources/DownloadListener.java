package io.sparing.sources;

import java.time.Duration;

/** Called with the progress of a download, on the thread that downloads. */
public interface DownloadListener {

  /** Tells nobody. */
  DownloadListener NONE = (source, bytes) -> {};

  /**
   * More has arrived.
   *
   * @param bytes that are there by now, those of earlier runs included
   */
  void progressed(Source source, long bytes);

  /**
   * An attempt failed and another will follow.
   *
   * @param pause until then
   * @param reason why it failed
   */
  default void retrying(Source source, Duration pause, String reason) {}
}
