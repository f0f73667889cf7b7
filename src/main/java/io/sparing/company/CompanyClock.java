package io.sparing.company;

import java.util.function.IntSupplier;

/**
 * Adds up how many others work while a member works. It is sampled with every sign of life, and
 * when it is asked.
 */
final class CompanyClock {

  /**
   * The sums at a moment.
   *
   * @param working nanoseconds in which the member did not pause
   * @param others the same, times the others that worked meanwhile
   */
  record Sums(double working, double others) {}

  private final IntSupplier others;
  private long sampled = System.nanoTime();
  private double working;
  private double company;

  /**
   * @param others how many others work now
   */
  CompanyClock(IntSupplier others) {
    this.others = others;
  }

  /** Counts the time since the last sample, with the others that work now. */
  synchronized Sums sample(boolean paused) {
    long now = System.nanoTime();
    double passed = now - sampled;
    sampled = now;
    if (!paused) {
      working += passed;
      company += passed * others.getAsInt();
    }
    return new Sums(working, company);
  }
}
