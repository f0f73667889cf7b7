package io.sparing.company;

import io.sparing.company.CompanyTable.Word;
import java.io.IOException;

/**
 * The seat of a member. A member that was stopped for long may find another on it, and then takes a
 * new one.
 */
final class Seat {

  private final Seats seats;
  private final CompanyTable table;
  private int number;

  /**
   * Takes a seat.
   *
   * @throws IOException if all are taken
   */
  Seat(Seats seats) throws IOException {
    this.seats = seats;
    this.table = seats.table();
    this.number = seats.take();
    if (number < 0) {
      throw new IOException(
          "Cannot join the trials of this machine: all %d seats are taken"
              .formatted(CompanyTable.SEATS));
    }
  }

  /** Gives a sign of life. */
  synchronized void beat() {
    if (mine()) {
      table.set(number, Word.BEAT, System.nanoTime());
    } else {
      number = seats.take();
    }
  }

  /** Writes a word. */
  synchronized void set(Word word, long value) {
    if (mine()) {
      table.set(number, word, value);
    }
  }

  /** Leaves the seat to others. */
  synchronized void leave() {
    if (mine()) {
      table.set(number, Word.TOKEN, 0);
      table.set(number, Word.BEAT, 0);
    }
    number = -1;
  }

  private boolean mine() {
    return number >= 0 && table.get(number, Word.TOKEN) == seats.token();
  }
}
