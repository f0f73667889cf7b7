package io.sparing.company;

/** A time in which the other members of a device pause. To be closed soon, since they wait. */
public final class Turn implements AutoCloseable {

  private final CompanyTable table;
  private final long token;

  Turn(CompanyTable table, long token) {
    this.table = table;
    this.token = token;
  }

  /**
   * Returns whether it goes on. One whose process was stopped, or that took too long, was ended by
   * others; what was measured since the last time that this was true was not measured alone.
   */
  public boolean goesOn() {
    return table.turn() == token;
  }

  /** Ends it, so that the others go on. */
  @Override
  public void close() {
    table.passTurn(token, 0);
  }
}
