package io.sparing.meter;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Adds up a trial's part of a counter's joules. In each window the trial has as much of them as of
 * the device's time: its busy time by that of all trials, or by the window where they left the
 * device idle for some of it. So what is taken while nobody works belongs to nobody. Where nobody
 * counts busy time, all is the trial's.
 */
final class EnergyShare {

  /** Shorter windows would split the work that a trial reports at once. */
  private static final long WINDOW_NANOS = 1_000_000_000;

  /**
   * What was counted until a moment.
   *
   * @param joules of this trial
   * @param mine its busy nanoseconds
   * @param all those of all trials
   * @param nanos of the clock
   */
  record Mark(double joules, long mine, long all, long nanos) {}

  /** What is read of the outside at a moment. */
  private record Sample(double joules, long mine, long all, long nanos) {}

  private final EnergyCounter counter;
  private final Optional<BusyTimes> busy;
  private final LongSupplier clock;
  private Sample window;
  private double joules;

  /**
   * Begins.
   *
   * @param clock nanoseconds, as {@link System#nanoTime} gives them
   * @throws IOException if the counter cannot be read
   */
  EnergyShare(EnergyCounter counter, Optional<BusyTimes> busy, LongSupplier clock)
      throws IOException {
    this.counter = counter;
    this.busy = busy;
    this.clock = clock;
    this.window = sample();
  }

  /**
   * Reads the counter; to be called a few times a second.
   *
   * @throws IOException if it cannot be read
   */
  synchronized void look() throws IOException {
    Sample now = sample();
    if (now.all > window.all && now.nanos - window.nanos >= WINDOW_NANOS) {
      add(now);
    }
  }

  /**
   * Reads the counter and ends the window.
   *
   * @throws IOException if it cannot be read
   */
  synchronized Mark mark() throws IOException {
    Sample now = sample();
    add(now);
    return new Mark(joules, now.mine, now.all, now.nanos);
  }

  private void add(Sample now) {
    double mine = now.mine - window.mine;
    double all = Math.max(now.all - window.all, now.nanos - window.nanos);
    joules += all > 0 ? (now.joules - window.joules) * mine / all : 0;
    window = now;
  }

  private Sample sample() throws IOException {
    long nanos = clock.getAsLong();
    long mine = busy.map(times -> times.mine().getAsLong()).orElse(nanos);
    long all = busy.map(times -> times.all().getAsLong()).orElse(nanos);
    return new Sample(counter.joules(), mine, all, nanos);
  }
}
