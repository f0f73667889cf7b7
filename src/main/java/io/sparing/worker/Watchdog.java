package io.sparing.worker;

import io.sparing.run.TrialWatch;
import io.sparing.trial.TrialResult;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A worker's own watch over one request. Its thread reports to the parent how the request goes, so
 * that a parent that does not read holds up no trial, and ends the request when its time awake is
 * used up.
 */
final class Watchdog implements TrialWatch {

  private static final long TICK_MILLIS = 50;
  private static final int TICKS_A_MESSAGE = 4;

  private final WorkerRequest.Kind kind;
  private final Deadline deadline;
  private final Consumer<WorkerMessage> sender;
  private final Runnable whenLate;
  private final AtomicReference<Double> untold = new AtomicReference<>();
  private final Object turn = new Object();
  private boolean over;
  private boolean waiting;

  /**
   * @param deadline of the request, of a preparation without progress
   * @param sender sends to the parent
   * @param whenLate called after the parent has learned that the request is late
   */
  Watchdog(
      WorkerRequest.Kind kind,
      Deadline deadline,
      Consumer<WorkerMessage> sender,
      Runnable whenLate) {
    this.kind = kind;
    this.deadline = deadline;
    this.sender = sender;
    this.whenLate = whenLate;
  }

  /** Begins to watch. */
  void start() {
    Thread thread = new Thread(this::watch, "sparing-watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void progressed(double share) {
    untold.set(share);
  }

  /** Time in which the trial waits for others does not count. */
  @Override
  public void waits(boolean begins) {
    synchronized (turn) {
      waiting = begins;
      if (!over) {
        sender.accept(new WorkerMessage.Waits(begins));
      }
    }
  }

  @Override
  public void measured(TrialResult result) {
    synchronized (turn) { // a parent who does not read stops the clock, too
      sender.accept(new WorkerMessage.Measured(result));
    }
  }

  /** Called when the request has ended; reports that to the parent unless it was too late. */
  void end(WorkerMessage message) {
    synchronized (turn) {
      if (!over) {
        tell();
        over = true;
        sender.accept(message);
      }
    }
  }

  private void watch() {
    try {
      for (int tick = 0; watched(tick % TICKS_A_MESSAGE == 0); tick++) {
        Thread.sleep(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the request goes on. */
  private boolean watched(boolean tells) {
    synchronized (turn) {
      if (over) {
        return false;
      }
      if (tells && tell() && kind.preparation()) {
        deadline.restart();
      }
      if (waiting) {
        deadline.skip();
        return true;
      }
      if (!deadline.passed()) {
        return true;
      }
      over = true;
      sender.accept(new WorkerMessage.Late());
    }
    whenLate.run();
    return false;
  }

  private boolean tell() {
    Double share = untold.getAndSet(null);
    if (share != null) {
      sender.accept(new WorkerMessage.Progress(share));
    }
    return share != null;
  }
}
