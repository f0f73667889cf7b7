package io.sparing.meter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Adds up a trial's part of a counter's joules. In each window in which anybody worked the trial
 * has as much of them as of the busy time of all; what is taken while nobody works for longer than
 * a window is nobody's. Where nobody counts busy time, all is the trial's.
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
  private final List<Sample> seen = new ArrayList<>();
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
    seen.add(now);
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
    long all = now.all - window.all;
    if (all > 0) {
      double spent = now.joules - at(now.nanos - Math.max(all, WINDOW_NANOS)).joules;
      joules += spent * mine / all;
    }
    window = now;
    seen.clear();
  }

  /** Returns the last sample of the window that is not after a moment; or else its first. */
  private Sample at(long nanos) {
    Sample last = window;
    for (Sample sample : seen) {
      if (sample.nanos <= nanos) {
        last = sample;
      }
    }
    return last;
  }

  private Sample sample() throws IOException {
    long nanos = clock.getAsLong();
    long mine = busy.map(times -> times.mine().getAsLong()).orElse(nanos);
    long all = busy.map(times -> times.all().getAsLong()).orElse(nanos);
    return new Sample(counter.joules(), mine, all, nanos);
  }
}
