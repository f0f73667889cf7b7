package io.sparing.watch;

import io.sparing.trial.TrialSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Says which reports of progress are passed on: of each trial, one in a while. For one thread. */
final class Pace {

  private final Clock clock;
  private final long pauseMillis;
  private final Map<TrialSpec, Long> last = new HashMap<>();

  /**
   * @param pause the shortest time between two reports of a trial
   */
  Pace(Clock clock, Duration pause) {
    this.clock = clock;
    this.pauseMillis = pause.toMillis();
  }

  /** Takes note that a trial begins, which is a report. */
  void begins(TrialSpec spec) {
    last.put(spec, clock.millis());
  }

  /** Returns whether a report of a trial is due; the first is, unless its beginning was noted. */
  boolean due(TrialSpec spec) {
    long now = clock.millis();
    Long before = last.get(spec);
    if (before != null && now - before < pauseMillis) {
      return false;
    }
    last.put(spec, now);
    return true;
  }

  /** Forgets a trial that has ended. */
  void ends(TrialSpec spec) {
    last.remove(spec);
  }
}
