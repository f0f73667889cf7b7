package io.sparing.data;

import java.util.Objects;

/**
 * Which columns of a table hold what. A column is named as in the table's header, or by its number
 * from 1 where the table has none.
 *
 * @param header whether the first line names the columns; always true of JSON lines
 * @param text the text, or the first of two
 * @param pair the second text; empty if there is none
 * @param label the label
 * @param split which split a row belongs to; empty if no column says
 */
public record Columns(boolean header, String text, String pair, String label, String split) {

  /** Checks that none is null. */
  public Columns {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(split, "split");
  }
}
