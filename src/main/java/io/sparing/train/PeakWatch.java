package io.sparing.train;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Follows the use of memory on a thread of its own, and keeps the largest. */
final class PeakWatch implements AutoCloseable {

  /** A pass that could fill the memory takes longer. */
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final MemoryGauge gauge;
  private final AtomicLong peak = new AtomicLong();
  private volatile long limit = Long.MAX_VALUE;
  private final Thread thread = new Thread(this::follow, "sparing-memory");

  PeakWatch(MemoryGauge gauge) {
    this.gauge = gauge;
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        seen();
        TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MemoryGauge.Reading seen() {
    MemoryGauge.Reading reading = gauge.read();
    peak.accumulateAndGet(reading.usedBytes(), Math::max);
    limit = reading.limitBytes();
    return reading;
  }

  /** Starts the largest use anew from that of now, and returns what is seen. */
  MemoryGauge.Reading restart() {
    peak.set(0);
    return seen();
  }

  /** Returns the largest use since then in bytes. */
  long peakBytes() {
    return peak.get();
  }

  /** Returns what it was last held against in bytes. */
  long limitBytes() {
    return limit;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
