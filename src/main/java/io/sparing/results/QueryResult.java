package io.sparing.results;

import java.util.List;

/**
 * The answer to a query.
 *
 * @param columns their names in order
 * @param rows cells in column order: null, a {@link Boolean}, a {@link Number}, a {@link String},
 *     an {@link java.time.Instant}, or a {@link List} of such; anything else is text
 * @param cut whether there were more rows than the limit
 */
public record QueryResult(List<String> columns, List<List<Object>> rows, boolean cut) {

  /** Copies the names and the list of rows. */
  public QueryResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
