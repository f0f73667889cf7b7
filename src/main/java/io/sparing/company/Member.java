package io.sparing.company;

import io.sparing.company.CompanyTable.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A trial among those at work on a device. One thread works; it calls {@link #pauseIfAsked()}
 * between pieces of work, and {@link #takeTurn()} to measure alone. A thread of this class gives
 * signs of life.
 */
public final class Member implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  private final CompanyTable table;
  private final long token;
  private final Patience patience;
  private final Seats seats;
  private final Seat seat;
  private final CompanyClock clock;
  private final AtomicLong busy = new AtomicLong();
  private final Thread beats;
  private volatile boolean paused;
  private volatile boolean left;

  private Member(CompanyTable table, Patience patience) throws IOException {
    this.table = table;
    this.patience = patience;
    this.token = token();
    this.seats = new Seats(table, token, patience);
    this.seat = new Seat(seats);
    this.clock = new CompanyClock(seats::working);
    this.beats = new Thread(this::live, "sparing-company");
  }

  /**
   * Joins those at work on a device.
   *
   * @param folder of the tables, see {@link CompanyFolder}
   * @param device {@code host}, or what names a GPU on this machine: letters, digits, dots, lines
   * @throws IOException if the table cannot be used or is full; the message says why
   */
  public static Member join(Path folder, String device) throws IOException {
    return join(folder, device, Patience.USUAL);
  }

  static Member join(Path folder, String device, Patience patience) throws IOException {
    Member member = new Member(TableFile.open(folder, device), patience);
    member.beats.setDaemon(true);
    member.beats.start();
    return member;
  }

  /** Returns the process id, and below it a random number: two of a process differ. */
  private static long token() {
    long random = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    return ProcessHandle.current().pid() << 32 | random;
  }

  /** Returns how many other trials are at work on the device now, those that pause among them. */
  public int others() {
    return seats.others();
  }

  /** Begins to observe how many others work. */
  public Company observe() {
    return new Company(() -> clock.sample(paused), seats::working);
  }

  /** Adds to the time in which this trial kept the device busy, nanoseconds. */
  public void busy(long nanos) {
    seat.set(Word.BUSY, busy.addAndGet(nanos));
    table.addBusy(nanos);
  }

  /** Returns how long this trial has kept the device busy, nanoseconds. */
  public long busyNanos() {
    return busy.get();
  }

  /**
   * Returns the sum of all trials' busy nanoseconds on the device, those that have ended among
   * them. It only ever grows; what it grows by in a span, and what {@link #busyNanos()} grows by,
   * give this trial's share of the span.
   */
  public long busyOfAllNanos() {
    return table.busyOfAll();
  }

  /**
   * Waits while another has its turn; otherwise reads one word of memory.
   *
   * @return nanoseconds waited
   */
  public long pauseIfAsked() {
    return asked() ? pause() : 0;
  }

  /** Returns whether another has its turn, so that this trial should pause. */
  public boolean asked() {
    long turn = table.turn();
    return turn != 0 && turn != token;
  }

  private long pause() {
    long start = System.nanoTime();
    while (asked() && !left) {
      pause(true);
      awaitEnd(table.turn());
      pause(false); // whoever takes the turn now sees that, or is seen by the next look
    }
    return System.nanoTime() - start;
  }

  private void awaitEnd(long turn) {
    while (turn != 0 && table.turn() == turn && !left) {
      if (!seats.hasTurn(turn)) {
        table.passTurn(turn, 0);
      }
      Patience.untilNextLook();
    }
  }

  /**
   * Waits until nobody else has its turn, takes it, and waits until all others have paused. Those
   * that wait take turns in the order in which they came.
   *
   * @return the turn; empty if others did not pause in time, which was tried several times
   */
  public Optional<Turn> takeTurn() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      awaitTurn();
      Turn turn = new Turn(table, token);
      if (quiet()) {
        return Optional.of(turn);
      }
      turn.close();
    }
    return Optional.empty();
  }

  private void awaitTurn() {
    long since = System.nanoTime();
    pause(true);
    seat.set(Word.WAITING, since);
    while (!taken(since)) {
      Patience.untilNextLook();
    }
    seat.set(Word.WAITING, 0);
    pause(false);
  }

  private boolean taken(long since) {
    long turn = table.turn();
    if ((turn != 0 && seats.hasTurn(turn)) || seats.anyBefore(since)) {
      return false;
    }
    seat.set(Word.TURN_BEGAN, System.nanoTime());
    return table.passTurn(turn, token);
  }

  /** Returns whether all others pause, for which it waits. */
  private boolean quiet() {
    long end = System.nanoTime() + patience.quiet().toNanos();
    while (seats.working() > 0) {
      if (System.nanoTime() > end || table.turn() != token) {
        return false;
      }
      Patience.untilNextLook();
    }
    return table.turn() == token;
  }

  private void pause(boolean now) {
    clock.sample(paused);
    paused = now;
    seat.set(Word.PAUSED, now ? 1 : 0);
  }

  private void live() {
    while (!left) {
      seat.beat();
      clock.sample(paused);
      try {
        Thread.sleep(Patience.BEAT.toMillis());
      } catch (InterruptedException e) {
        return; // it has left
      }
    }
  }

  /** Leaves, and gives the turn back if it has it. */
  @Override
  public void close() {
    left = true;
    beats.interrupt();
    table.passTurn(token, 0);
    seat.leave();
  }
}
