package io.sparing.results;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The cells of a row by column name. A column that the row does not have, because its file is older
 * than the column, reads as null.
 */
record Cells(Row row) {

  /** The cell, lists as {@link List}; null where there is none. */
  Object value(String column) {
    Option<Object> index = row.schema().getFieldIndex(column);
    if (index.isEmpty()) {
      return null;
    }
    Object cell = row.get((Integer) index.get());
    return cell instanceof Seq<?> list ? List.copyOf(CollectionConverters.asJava(list)) : cell;
  }

  /** The text; empty where there is none. */
  String text(String column) {
    return value(column) instanceof String text ? text : "";
  }

  /** The number; null where there is none. */
  Double number(String column) {
    return value(column) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
  }

  /** The whole number; 0 where there is none. */
  long integer(String column) {
    return value(column) instanceof Number number ? number.longValue() : 0;
  }

  /** The numbers; empty where there are none. */
  List<Double> numbers(String column) {
    return value(column) instanceof List<?> list
        ? list.stream().map(Double.class::cast).toList()
        : List.of();
  }

  /** The moment, by Spark's old date classes or its new ones; null where there is none. */
  Instant instant(String column) {
    Object cell = value(column);
    return cell instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) cell;
  }

  /** A list as a cell. */
  static Seq<Object> list(List<?> values) {
    return CollectionConverters.asScala(List.<Object>copyOf(values)).toSeq();
  }
}
