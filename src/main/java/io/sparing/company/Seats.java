package io.sparing.company;

import io.sparing.company.CompanyTable.Word;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a member sees of the others.
 *
 * @param table that they share
 * @param token of the member
 * @param patience after what time the others count as gone
 */
record Seats(CompanyTable table, long token, Patience patience) {

  /** Returns how many others are alive. */
  int others() {
    return count(seat -> true);
  }

  /** Returns how many others are alive and do not pause. */
  int working() {
    return count(seat -> table.get(seat, Word.PAUSED) == 0);
  }

  /** Returns whether somebody else who is alive has waited for the turn for longer. */
  boolean anyBefore(long waiting) {
    return count(
            seat -> {
              long since = table.get(seat, Word.WAITING);
              boolean earlier = since < waiting || (since == waiting && token(seat) < token);
              return since != 0 && earlier;
            })
        > 0;
  }

  /** Returns whether the turn of that member goes on: it is alive, and began not too long ago. */
  boolean hasTurn(long holder) {
    return IntStream.range(0, CompanyTable.SEATS)
        .filter(seat -> token(seat) == holder)
        .anyMatch(seat -> alive(seat) && age(seat, Word.TURN_BEGAN) < patience.turn().toNanos());
  }

  /**
   * Takes a seat that is free or whose member is gone.
   *
   * @return its number; -1 if there is none
   */
  int take() {
    for (int seat = 0; seat < CompanyTable.SEATS; seat++) {
      long beat = table.get(seat, Word.BEAT);
      boolean free = beat == 0 || Math.abs(age(seat, Word.BEAT)) > patience.seat().toNanos();
      if (free && table.swap(seat, Word.BEAT, beat, System.nanoTime())) {
        table.set(seat, Word.PAUSED, 0);
        table.set(seat, Word.WAITING, 0);
        table.set(seat, Word.BUSY, 0);
        table.set(seat, Word.TOKEN, token);
        return seat;
      }
    }
    return -1;
  }

  private int count(IntPredicate condition) {
    return (int)
        IntStream.range(0, CompanyTable.SEATS)
            .filter(seat -> token(seat) != 0 && token(seat) != token && alive(seat))
            .filter(condition)
            .count();
  }

  private long token(int seat) {
    return table.get(seat, Word.TOKEN);
  }

  /** A sign of life that lies ahead was given before the machine was started anew. */
  private boolean alive(int seat) {
    return Math.abs(age(seat, Word.BEAT)) < patience.alive().toNanos();
  }

  private long age(int seat, Word word) {
    return System.nanoTime() - table.get(seat, word);
  }
}
