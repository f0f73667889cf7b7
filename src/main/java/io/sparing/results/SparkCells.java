package io.sparing.results;

import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The cells of Spark's rows. */
final class SparkCells {

  private SparkCells() {}

  /** Returns the cells of a row that knows its schema. */
  static Cells of(Row row) {
    return new Cells(
        ColumnNames.unknown(List.of(row.schema().fieldNames())), column -> value(row, column));
  }

  /** Returns a list as a cell. */
  static Seq<Object> list(List<?> values) {
    return CollectionConverters.asScala(List.<Object>copyOf(values)).toSeq();
  }

  private static Object value(Row row, String column) {
    Option<Object> index = row.schema().getFieldIndex(column);
    if (index.isEmpty()) {
      return null;
    }
    Object cell = row.get((Integer) index.get());
    if (cell instanceof Seq<?> list) {
      return List.copyOf(CollectionConverters.asJava(list));
    }
    // Spark's old date classes and its new ones both occur.
    return cell instanceof Timestamp moment ? moment.toInstant() : cell;
  }
}
