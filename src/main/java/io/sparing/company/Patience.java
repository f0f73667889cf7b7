package io.sparing.company;

import java.time.Duration;

/**
 * How long members wait for each other.
 *
 * @param alive after how long without a sign of life a member counts as stopped: nobody waits for
 *     it, and its turn is over
 * @param seat after how long without one its seat may be taken
 * @param turn the longest turn
 * @param quiet how long the others may take to pause
 */
record Patience(Duration alive, Duration seat, Duration turn, Duration quiet) {

  /** What workers have. */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10));

  /** How often a member gives a sign of life. */
  static final Duration BEAT = Duration.ofMillis(250);

  /** How often one that waits looks. */
  static final Duration LOOK = Duration.ofMillis(5);

  /** Sleeps until it is time to look again. An interrupted thread does not sleep. */
  static void untilNextLook() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
