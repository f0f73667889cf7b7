package io.sparing.data;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column of a Parquet file, and what its values become as texts.
 *
 * @param index its place in the file, from 0; below 0 if there is none
 * @param name as it stands in the file
 * @param type as DuckDB names it
 */
record ParquetColumn(int index, String name, String type) {

  /** Stands for a column that is not asked for. */
  static final ParquetColumn NONE = new ParquetColumn(-1, "", "VARCHAR");

  /** Returns whether its values are lists or structures, or of a type without a text form. */
  boolean nested() {
    return type.endsWith("]")
        || type.startsWith("STRUCT")
        || type.startsWith("MAP")
        || type.startsWith("UNION")
        || type.startsWith("VARIANT")
        || type.startsWith("GEOMETRY");
  }

  /** Returns the expression that gives its values, where the columns are named c0, c1 and so on. */
  String sql() {
    if (index < 0) {
      return "NULL";
    }
    String column = "c" + index;
    return switch (type) {
      case "BLOB" -> column;
      case "FLOAT", "DOUBLE" ->
          "CASE WHEN isfinite(%s) THEN CAST(%s AS VARCHAR) END".formatted(column, column);
      // Otherwise it would be written in the time zone of this machine.
      case "TIMESTAMP WITH TIME ZONE" ->
          "CAST(make_timestamp(epoch_us(%s)) AS VARCHAR) || '+00'".formatted(column);
      default -> "CAST(%s AS VARCHAR)".formatted(column);
    };
  }

  /** Returns a value of the column; null if the row has none. Binary values are read as UTF-8. */
  String text(ResultSet row, int place) throws SQLException {
    if (!type.equals("BLOB")) {
      return row.getString(place);
    }
    byte[] bytes = row.getBytes(place);
    return bytes == null ? null : Utf8Text.decode(bytes);
  }
}
