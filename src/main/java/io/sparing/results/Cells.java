package io.sparing.results;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The cells of a row by column name, whatever read the row. A column that the row does not have,
 * because its file is older than the column, reads as null.
 *
 * @param unknown names of the row's columns that this version has no column for
 * @param values gives a column's cell, lists as {@link List} and moments as {@link Instant}; null
 *     where there is none
 */
record Cells(List<String> unknown, Function<String, Object> values) {

  Cells {
    unknown = List.copyOf(unknown);
  }

  /** Returns the cell; null where there is none. */
  Object value(String column) {
    return values.apply(column);
  }

  /** Returns the text; empty where there is none. */
  String text(String column) {
    return value(column) instanceof String text ? text : "";
  }

  /** Returns the number; null where there is none. */
  Double number(String column) {
    return value(column) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
  }

  /** Returns the whole number; 0 where there is none. */
  long integer(String column) {
    return value(column) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns the numbers; empty where there are none. */
  List<Double> numbers(String column) {
    return value(column) instanceof List<?> list
        ? list.stream().map(Double.class::cast).toList()
        : List.of();
  }

  /** Returns the moment; null where there is none. */
  Instant instant(String column) {
    return value(column) instanceof Instant moment ? moment : null;
  }
}
