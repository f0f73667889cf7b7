package io.sparing.data;

import java.util.Optional;

/**
 * A row as it stands in its file. A cell that the row lacks is null.
 *
 * @param line where it begins in its file, from 1
 * @param split null too where no column says it
 * @param group names rows that are held out together or not at all; null if the row stands for
 *     itself
 * @param fault why the row cannot be used; empty if it can. With a fault all cells are null.
 */
record RawRow(
    long line,
    String text,
    String pair,
    String label,
    String split,
    String group,
    Optional<Fault> fault) {

  /** Why a row cannot be used. */
  record Fault(Finding.Kind kind, String words) {}

  /** Makes a row whose cells are what its columns say. */
  RawRow(long line, String text, String pair, String label, String split) {
    this(line, text, pair, label, split, null, Optional.empty());
  }

  /** Returns the same row in a group. */
  RawRow inGroup(String name) {
    return new RawRow(line, text, pair, label, split, name, fault);
  }

  /** Returns a row that cannot be used. */
  static RawRow faulty(long line, Finding.Kind kind, String words) {
    return new RawRow(line, null, null, null, null, null, Optional.of(new Fault(kind, words)));
  }
}
