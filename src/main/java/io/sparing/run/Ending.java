package io.sparing.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wish that this process ends, and whether its training has kept its state by then. */
final class Ending {

  private volatile boolean wished;
  private volatile CountDownLatch training = new CountDownLatch(0);

  /** Called when a training begins that can keep its state. */
  void begun() {
    training = new CountDownLatch(1);
  }

  /** Called when the training is over, or has kept its state because that was wished. */
  void over() {
    training.countDown();
  }

  /** Returns whether the process shall end. */
  boolean wished() {
    return wished;
  }

  /** Wishes the end; returns when no training has anything to keep, or that long after. */
  void wish(Duration longest) {
    wished = true;
    try {
      training.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of the process: a result of a training that stopped would be none. */
  void await() {
    over();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
