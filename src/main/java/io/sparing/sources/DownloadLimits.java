package io.sparing.sources;

import java.time.Duration;

/**
 * How long a download may take.
 *
 * @param connect time to connect
 * @param answer time from the request to the answer's head
 * @param stall time in which fewer than {@link #slowest} bytes a second may arrive
 * @param slowest bytes a second that are still worth waiting for
 * @param attempts in all, with a pause before each but the first
 * @param pause before the second attempt; doubles from there
 * @param longestPause at which doubling ends
 */
record DownloadLimits(
    Duration connect,
    Duration answer,
    Duration stall,
    long slowest,
    int attempts,
    Duration pause,
    Duration longestPause) {

  /** Limits that suit most networks. */
  static final DownloadLimits DEFAULT =
      new DownloadLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          100,
          6,
          Duration.ofMillis(500),
          Duration.ofSeconds(20));

  /**
   * Returns the pause after an attempt: between half and all of the doubled one, so that many who
   * failed at once do not come back at once.
   *
   * @param attempt that failed, from 1
   * @param chance between 0 and 1
   */
  Duration pauseAfter(int attempt, double chance) {
    double doubled = (double) pause.toMillis() * Math.pow(2, attempt - 1);
    double full = Math.min(doubled, (double) longestPause.toMillis());
    return Duration.ofMillis((long) (full * (0.5 + 0.5 * chance)));
  }
}
