package io.sparing.watch;

/**
 * Called on the driver for a whole run of a sweep: as it begins, as it goes on, and as it ends.
 * Neither method throws for what happens to what it writes to.
 */
public interface SweepWatcher extends TrialListener {

  /** Called once, before anything runs. */
  default void began(SweepStart start) {}

  /** Called once at the end, however it ends; nothing is called after it. */
  default void ended(SweepEnd end) {}
}
