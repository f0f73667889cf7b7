package io.sparing.track;

import io.sparing.watch.SweepWatcher;
import java.util.function.Consumer;

/** A sweep on its way to a tracker. */
public interface Tracking {

  /**
   * Returns what sends a sweep as it runs, with the earlier results that the tracker lacks. Its end
   * waits a while for what is still to be sent.
   *
   * @param told called, on the thread that calls the watcher, with lines about what is not sent
   */
  SweepWatcher watcher(Consumer<String> told);

  /** Returns how many trials were to be sent so far. */
  int trials();

  /** Returns how many of these the tracker has. */
  int sent();
}
