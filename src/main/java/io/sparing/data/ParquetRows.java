package io.sparing.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * Reads Parquet with DuckDB. Rows are numbered from 1; values that are not texts are written so.
 * The names of folders above the file say nothing.
 */
final class ParquetRows {

  /** What DuckDB would take for a pattern of several files. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}]");

  private static final String FROM = " FROM read_parquet(?, hive_partitioning = false)";

  private ParquetRows() {}

  static void read(Path file, Columns columns, Consumer<RawRow> rows) {
    if (GLOB.matcher(file.toString()).find()) {
      throw new BadDataException(
          "Cannot read %s: rename it, so that its path has none of * ? [ ] { }".formatted(file));
    }
    try (Connection connection = connect()) {
      List<String> known = names(connection, file);
      List<String> cells =
          Stream.of(columns.text(), columns.pair(), columns.label(), columns.split())
              .map(column -> cell(column, known, file))
              .toList();
      read(connection, file, "SELECT " + String.join(", ", cells), rows);
    } catch (SQLException e) {
      throw new BadDataException("Cannot read %s as Parquet: %s".formatted(file, message(e)), e);
    }
  }

  private static Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  private static List<String> names(Connection connection, Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT column_name FROM (DESCRIBE" + FROM + ")")) {
      statement.setString(1, file.toString());
      try (ResultSet columns = statement.executeQuery()) {
        while (columns.next()) {
          names.add(columns.getString(1));
        }
      }
    }
    return names;
  }

  private static String cell(String column, List<String> known, Path file) {
    if (column.isEmpty()) {
      return "NULL";
    }
    if (!known.contains(column)) {
      throw RowReader.missing(file, column, known);
    }
    return "CAST(\"%s\" AS VARCHAR)".formatted(column.replace("\"", "\"\""));
  }

  private static void read(Connection connection, Path file, String select, Consumer<RawRow> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select + FROM)) {
      statement.setString(1, file.toString());
      try (ResultSet cells = statement.executeQuery()) {
        for (long number = 1; cells.next(); number++) {
          rows.accept(
              new RawRow(
                  number,
                  cells.getString(1),
                  cells.getString(2),
                  cells.getString(3),
                  cells.getString(4)));
        }
      }
    }
  }

  private static String message(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("").strip();
  }
}
