package io.sparing.results;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of a table whose rows are made of {@code T}. Every column may be null.
 *
 * @param name in snake case, ending in the unit where there is one
 * @param type Spark's type
 * @param description becomes the column's comment
 * @param value the cell of a row; null where there is none
 */
record Column<T>(String name, DataType type, String description, Function<T, Object> value) {

  /** Returns the schema of these columns. */
  static <T> StructType schema(List<Column<T>> columns) {
    return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  /** Returns the row of {@code source}, which knows its schema. */
  static <T> Row row(List<Column<T>> columns, StructType schema, T source) {
    Object[] cells = columns.stream().map(column -> column.value.apply(source)).toArray();
    return new GenericRowWithSchema(cells, schema);
  }

  private StructField field() {
    return new StructField(name, type, true, Metadata.empty()).withComment(description);
  }
}
