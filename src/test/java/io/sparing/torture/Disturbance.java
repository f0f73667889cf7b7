package io.sparing.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens to a process, and when.
 *
 * @param target whom it is for
 * @param signal what it gets
 * @param after the event that it waits for, counted from the one before
 * @param delay time from that event
 * @param pause time until a stopped process goes on
 * @param choice which of several processes it is for: a number of which the remainder counts
 */
record Disturbance(
    Target target, Signal signal, Event after, Duration delay, Duration pause, int choice) {

  /** What a disturbance waits for. */
  enum Event {
    /** The driver was started, or the last disturbance is over. */
    START(5000),
    /** A target of its kind is there: right after a start it makes things ready for others. */
    SIGHT(1500),
    /** A further row is in the ledger. */
    ROW(2000),
    /** All trials are in the ledger. */
    COMPLETE(2000);

    private final int mostMillis;

    Event(int mostMillis) {
      this.mostMillis = mostMillis;
    }
  }

  /** Disturbances of a round, those that wait for the last row at its end. */
  static List<Disturbance> plan(Random random, Mode mode, int count, List<Signal> signals) {
    List<Disturbance> plan = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean late = i >= count - Math.max(1, count / 6);
      Target target = late ? Target.DRIVER : pick(random, mode.targets());
      Signal signal = pick(random, target == Target.TERMINAL ? terminal(signals) : signals);
      Event event =
          late
              ? Event.COMPLETE
              : pick(random, List.of(Event.START, Event.SIGHT, Event.ROW, Event.ROW, Event.ROW));
      plan.add(
          new Disturbance(
              target,
              signal,
              event,
              Duration.ofMillis(random.nextInt(event.mostMillis)),
              Duration.ofMillis(100 + random.nextInt(2900)),
              random.nextInt(1000)));
    }
    return plan;
  }

  private static List<Signal> terminal(List<Signal> signals) {
    List<Signal> sent =
        signals.stream().filter(signal -> signal == Signal.HUP || signal == Signal.INT).toList();
    return sent.isEmpty() ? List.of(Signal.TERM) : sent;
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Override
  public String toString() {
    String pauses = signal.pauses() ? " for %d ms".formatted(pause.toMillis()) : "";
    return "SIG%s%s to %s, %d ms after %s"
        .formatted(signal, pauses, target, delay.toMillis(), after);
  }
}
