package io.sparing.data;

/**
 * A row as its file has it. A cell that the row lacks is null.
 *
 * @param line where it begins in its file, from 1
 * @param split null too where no column says it
 * @param fault why it is not known which cell is which; empty if it is. With a fault all are null.
 */
record RawRow(long line, String text, String pair, String label, String split, String fault) {

  /** A row whose cells are what its columns say. */
  RawRow(long line, String text, String pair, String label, String split) {
    this(line, text, pair, label, split, "");
  }

  /** A row of which it is not known which cell is which. */
  static RawRow faulty(long line, String fault) {
    return new RawRow(line, null, null, null, null, fault);
  }
}
