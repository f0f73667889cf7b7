package io.sparing.run;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.sparing.process.Allocator;
import io.sparing.process.AvailableMemory;
import io.sparing.train.MemoryGauge;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The memory of this process (Linux): resident bytes against the limit of its worker, where it has
 * one, otherwise against what its machine or control group can still give.
 */
final class HostGauge implements MemoryGauge {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  /** What a machine has left is asked for no more often. */
  private static final Duration FRESH = Duration.ofMillis(100);

  private final long limit;
  private final AvailableMemory available;
  private long foundLimit = Long.MAX_VALUE;
  private long foundNanos;
  private boolean found;

  /**
   * @param limit resident bytes above which the worker is killed; 0 is none
   */
  HostGauge(long limit, AvailableMemory available) {
    this.limit = limit;
    this.available = available;
  }

  /** Returns whether this system says what a process takes. */
  static boolean works() {
    return Files.isReadable(STATM);
  }

  @Override
  public Reading read() {
    long resident = resident();
    return new Reading(resident, limit > 0 ? limit : reach(resident), resident, null);
  }

  private static long resident() {
    try {
      String[] fields = Files.readString(STATM).split(" ", 3);
      return Long.parseLong(fields[1]) * PAGE;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns the bytes that this process could come to. */
  private synchronized long reach(long resident) {
    long now = System.nanoTime();
    if (!found || now - foundNanos > FRESH.toNanos()) {
      foundLimit = available.bytes().orElse(Long.MAX_VALUE / 4) + resident;
      foundNanos = now;
      found = true;
    }
    return foundLimit;
  }

  @Override
  public boolean kills() {
    return true;
  }

  /** A full Java heap does not count: smaller passes would not empty it. */
  @Override
  public boolean exhausted(Throwable error) {
    return Failures.categorise(error) == FailureCategory.OUT_OF_MEMORY;
  }

  @Override
  public void release() {
    System.gc();
    Allocator.returnEagerly(true);
    try {
      Function trim = NativeLibrary.getInstance("c").getFunction("malloc_trim");
      trim.invokeInt(new Object[] {0L});
    } catch (UnsatisfiedLinkError e) {
      return; // this C library keeps little
    }
  }
}
