package io.sparing.company;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table of 64-bit words that processes share and change atomically. Its first line holds what is
 * common: the mark of its version, whose turn it is, and the busy nanoseconds of all members that
 * ever were. Each further line is a seat.
 */
final class CompanyTable {

  /** Names the version of this layout. */
  static final long MARK = 0x5350_4152_434F_0001L;

  /** How many members there may be. */
  static final int SEATS = 255;

  /** A cache line, so that members do not slow each other down. */
  private static final int LINE = 64;

  static final int BYTES = LINE * (1 + SEATS);

  private static final int TURN = 8;
  private static final int BUSY_OF_ALL = 16;
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The words of a seat. */
  enum Word {
    /** Names its member; 0 for none. */
    TOKEN(0),
    /** When its member was last alive. */
    BEAT(8),
    /** 1 while its member lets others measure. */
    PAUSED(16),
    /** How long its member kept the device busy, nanoseconds. */
    BUSY(24),
    /** Since when its member waits for its turn; 0 if it does not. */
    WAITING(32),
    /** When its member's turn began. */
    TURN_BEGAN(40);

    private final int offset;

    Word(int offset) {
      this.offset = offset;
    }
  }

  private final ByteBuffer buffer;

  CompanyTable(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  long mark() {
    return (long) WORDS.getVolatile(buffer, 0);
  }

  /** Returns the token of the member whose turn it is; 0 if it is nobody's. */
  long turn() {
    return (long) WORDS.getVolatile(buffer, TURN);
  }

  /** Gives the turn to a member, or to nobody, if it still is where the caller has seen it. */
  boolean passTurn(long from, long to) {
    return WORDS.compareAndSet(buffer, TURN, from, to);
  }

  long busyOfAll() {
    return (long) WORDS.getVolatile(buffer, BUSY_OF_ALL);
  }

  void addBusy(long nanos) {
    WORDS.getAndAdd(buffer, BUSY_OF_ALL, nanos);
  }

  long get(int seat, Word word) {
    return (long) WORDS.getVolatile(buffer, offset(seat, word));
  }

  void set(int seat, Word word, long value) {
    WORDS.setVolatile(buffer, offset(seat, word), value);
  }

  boolean swap(int seat, Word word, long from, long to) {
    return WORDS.compareAndSet(buffer, offset(seat, word), from, to);
  }

  private static int offset(int seat, Word word) {
    return LINE * (1 + seat) + word.offset;
  }
}
