package io.sparing.track;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends one thing after the other on a thread of its own. Where a server does not answer, the same
 * thing is tried again after growing pauses; what comes meanwhile waits, and what does not fit is
 * dropped. Adding never blocks.
 */
final class Outbox {

  /** Something to send; trying it again does no harm. */
  @FunctionalInterface
  interface Letter {
    /** Sends it. */
    void send() throws TrackerException;
  }

  /**
   * How long it waits.
   *
   * @param first pause before the second attempt; each later pause is twice as long
   * @param longest pause
   * @param attempts that may fail in a row before it is said that the server does not answer; also
   *     the most for one letter once no more are to come
   */
  record Pauses(Duration first, Duration longest, int attempts) {}

  private final BlockingQueue<Letter> letters;
  private final Pauses pauses;
  private final Consumer<String> told;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean silent;

  /**
   * Starts the thread.
   *
   * @param capacity the most letters that wait
   * @param told called, on that thread, with a line when letters are refused, or the server does
   *     not answer: each once until one is sent again
   */
  Outbox(int capacity, Pauses pauses, Consumer<String> told) {
    this.letters = new ArrayBlockingQueue<>(capacity);
    this.pauses = pauses;
    this.told = told;
    this.thread = new Thread(this::sendAll, "sparing-tracker");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds a letter, and returns whether there was room for it. */
  boolean add(Letter letter) {
    return letters.offer(letter);
  }

  /**
   * Waits until all is sent or the server is given up, but no longer than this; then nothing is
   * sent any more.
   */
  void close(Duration patience) {
    closing = true;
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void sendAll() {
    try {
      while (true) {
        Letter letter = letters.poll(50, TimeUnit.MILLISECONDS);
        if (letter != null) {
          send(letter);
        } else if (closing) {
          return;
        }
      }
    } catch (InterruptedException e) {
      letters.clear();
    }
  }

  private void send(Letter letter) throws InterruptedException {
    long pause = pauses.first().toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        letter.send();
        silent = false;
        return;
      } catch (TrackerException e) {
        if (!e.passing()) {
          tell(e.getMessage());
          return;
        }
        if (attempt >= pauses.attempts()) {
          tell(e.getMessage());
          if (closing) {
            letters.clear();
            return;
          }
        }
      }
      sleep(pause);
      pause = Math.min(2 * pause, pauses.longest().toMillis());
    }
  }

  /** Sleeps, but no longer than the first pause once no more letters are to come. */
  private void sleep(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long step = Math.max(1, pauses.first().toMillis());
    do {
      Thread.sleep(Math.min(step, millis));
    } while (!closing && System.nanoTime() < end);
  }

  private void tell(String message) {
    if (!silent) {
      silent = true;
      told.accept(message);
    }
  }
}
