package io.sparing.company;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** How many other trials worked on the device while a trial worked, from a moment on. */
public final class Company {

  private final Supplier<CompanyClock.Sums> clock;
  private final IntSupplier now;
  private final CompanyClock.Sums begin;

  /**
   * Begins.
   *
   * @param clock gives the sums
   * @param now how many work at this moment
   */
  Company(Supplier<CompanyClock.Sums> clock, IntSupplier now) {
    this.clock = clock;
    this.now = now;
    this.begin = clock.get();
  }

  /** Returns the mean over the time since, without the time in which the trial itself paused. */
  public double mean() {
    CompanyClock.Sums end = clock.get();
    double working = end.working() - begin.working();
    return working > 0 ? (end.others() - begin.others()) / working : now.getAsInt();
  }
}
