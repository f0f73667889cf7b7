package io.sparing.run;

import io.sparing.company.Company;
import io.sparing.company.Member;
import io.sparing.company.Turn;
import io.sparing.meter.BusyTimes;
import io.sparing.script.Pace;
import io.sparing.trial.Times;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A trial among those at work on its device: it pauses between native calls while another measures
 * alone, and takes its own turns.
 */
final class Presence implements Pace, AutoCloseable {

  /** How what was measured alone was measured. */
  static final String ALONE = "alone";

  private final Optional<Member> member;
  private final Consumer<Boolean> waits;
  private final boolean takesTurns;
  private String company;
  private long waitedNanos;

  /**
   * @param waits called with true when the trial begins to wait, with false when it goes on
   */
  Presence(Member member, Times times, Consumer<Boolean> waits) {
    this.member = Optional.of(member);
    this.takesTurns = times == Times.ALONE;
    this.waits = waits;
    this.company = "in company, as --times asks";
  }

  private Presence(String reason) {
    this.member = Optional.empty();
    this.takesTurns = false;
    this.waits = wait -> {};
    this.company = "in company: " + reason;
  }

  /** Returns that of a trial that does not meet others, with the reason. */
  static Presence absent(String reason) {
    return new Presence(reason);
  }

  /** Returns whether times are to be taken alone. */
  boolean takesTurns() {
    return takesTurns;
  }

  /** Returns how what was not measured alone was measured, with the reason. */
  String company() {
    return company;
  }

  /** Begins to observe how many others work; empty where that is not known. */
  Optional<Company> observe() {
    return member.map(Member::observe);
  }

  /** Returns how long the device was kept busy; empty where that is not counted. */
  Optional<BusyTimes> busyTimes() {
    return member.map(trial -> new BusyTimes(trial::busyNanos, trial::busyOfAllNanos));
  }

  /** Returns how long the trial has waited, nanoseconds. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Returns how long the trial has waited, seconds; empty where it never would. */
  Optional<Double> waitedSeconds() {
    return member.map(any -> waitedNanos / 1e9);
  }

  @Override
  public long beforeCall() {
    if (member.isEmpty() || !member.get().asked()) {
      return 0;
    }
    return waiting(() -> member.get().pauseIfAsked());
  }

  @Override
  public void worked(long nanos) {
    member.ifPresent(it -> it.busy(nanos));
  }

  /** Waits for a turn; empty if times are not to be taken alone, or cannot be. */
  Optional<Turn> takeTurn() {
    if (!takesTurns) {
      return Optional.empty();
    }
    Optional<Turn> turn = waiting(() -> member.orElseThrow().takeTurn());
    if (turn.isEmpty()) {
      company = "in company: other trials did not pause in time";
    }
    return turn;
  }

  private interface Wait<T> {
    T end();
  }

  private <T> T waiting(Wait<T> wait) {
    long start = System.nanoTime();
    waits.accept(true);
    try {
      return wait.end();
    } finally {
      waitedNanos += System.nanoTime() - start;
      waits.accept(false);
    }
  }

  @Override
  public void close() {
    member.ifPresent(Member::close);
  }
}
