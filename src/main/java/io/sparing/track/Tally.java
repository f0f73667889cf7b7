package io.sparing.track;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts what was to be sent and what was, and keeps notices until somebody listens. */
final class Tally {

  private final AtomicInteger trials = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private final Set<String> once = ConcurrentHashMap.newKeySet();

  /** Counts trials that are to be sent. */
  void toSend(int count) {
    trials.addAndGet(count);
  }

  /** Counts a trial that the tracker has. */
  void add() {
    sent.incrementAndGet();
  }

  /** Returns how many trials were to be sent. */
  int trials() {
    return trials.get();
  }

  /** Returns how many of these the tracker has. */
  int sent() {
    return sent.get();
  }

  /** Keeps a notice; the same text counts once. */
  void note(String text) {
    if (once.add(text)) {
      notices.add(text);
    }
  }

  /** Passes on the notices that were kept. */
  void tell(Consumer<String> told) {
    for (String text = notices.poll(); text != null; text = notices.poll()) {
      told.accept(text);
    }
  }
}
