package io.sparing.data;

import java.util.List;

/** Thrown when a table lacks a column that it is read by. The message lists those it has. */
public final class UnknownColumnException extends BadDataException {

  private static final long serialVersionUID = 1;

  private final transient List<String> known;

  UnknownColumnException(String message, List<String> known) {
    super(message);
    this.known = List.copyOf(known);
  }

  /** Returns the names of the columns that the table has, in their order. */
  public List<String> known() {
    return known;
  }
}
