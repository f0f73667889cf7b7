package io.sparing.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A limit on time awake. It is asked again and again; of the time between two answers at most a
 * second counts, so that a pause of this process or its machine uses nothing up. Only one thread
 * may use it.
 */
final class Deadline {

  /** The most that counts between two answers. */
  static final Duration LONGEST_STEP = Duration.ofSeconds(1);

  private final long limitNanos;
  private final LongSupplier clock;
  private long readNanos;
  private long usedNanos;

  /** Begins now. */
  Deadline(Duration limit) {
    this(limit, System::nanoTime);
  }

  Deadline(Duration limit, LongSupplier clock) {
    this.limitNanos = limit.toNanos();
    this.clock = clock;
    this.readNanos = clock.getAsLong();
  }

  /** Counts the time since it was last asked, and returns whether the limit is used up. */
  boolean passed() {
    usedNanos += Math.min(sinceRead(), LONGEST_STEP.toNanos());
    return usedNanos >= limitNanos;
  }

  /** Leaves the time since the last call out of the count. */
  void skip() {
    sinceRead();
  }

  /** Begins anew. */
  void restart() {
    sinceRead();
    usedNanos = 0;
  }

  private long sinceRead() {
    long now = clock.getAsLong();
    long since = now - readNanos;
    readNanos = now;
    return since;
  }
}
