package io.sparing.data;

import io.sparing.text.Printable;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * Reads Parquet with DuckDB. Rows are numbered from 1; {@link ParquetColumn} says what becomes of
 * values that are not texts. The names of folders above the file have no meaning.
 */
final class ParquetRows {

  /** Characters that DuckDB would take for a pattern of several files. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}]");

  private static final String FROM = " FROM read_parquet(?, hive_partitioning = false)";

  private ParquetRows() {}

  static void read(Path file, Columns columns, Consumer<RawRow> rows) {
    if (GLOB.matcher(file.toString()).find()) {
      throw new BadDataException(
          "Cannot read %s: rename it, so that its path has none of * ? [ ] { }".formatted(file));
    }
    try (Connection connection = connect()) {
      List<ParquetColumn> known = columns(connection, file);
      List<ParquetColumn> cells =
          Stream.of(columns.text(), columns.pair(), columns.label(), columns.split())
              .map(column -> cell(column, known, file))
              .toList();
      read(connection, file, known.size(), cells, rows);
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

  /**
   * Returns the columns by the names that the file has, not by DuckDB's, which are made to differ.
   */
  private static List<ParquetColumn> columns(Connection connection, Path file) throws SQLException {
    List<String> types = new ArrayList<>();
    query(
        connection,
        "SELECT column_type FROM (DESCRIBE" + FROM + ")",
        file,
        cells -> types.add(cells.getString(1)));
    ParquetNames names = new ParquetNames();
    query(
        connection,
        "SELECT name, num_children FROM parquet_schema(?)",
        file,
        cells -> names.add(cells.getString(1), cells.getInt(2)));
    List<String> top = names.top();
    return IntStream.range(0, types.size())
        .mapToObj(i -> new ParquetColumn(i, top.get(i), types.get(i)))
        .toList();
  }

  private static ParquetColumn cell(String column, List<ParquetColumn> known, Path file) {
    if (column.isEmpty()) {
      return ParquetColumn.NONE;
    }
    List<String> names = known.stream().map(ParquetColumn::name).toList();
    ParquetColumn found = known.get(RowReader.position(file.toString(), column, names));
    if (found.nested()) {
      throw new BadDataException(
          "Invalid column %s of %s: it holds %s; expected texts or single values"
              .formatted(Printable.of(column), file, Printable.of(found.type())));
    }
    return found;
  }

  private static void read(
      Connection connection, Path file, int width, List<ParquetColumn> cells, Consumer<RawRow> rows)
      throws SQLException {
    String select = cells.stream().map(ParquetColumn::sql).collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    long[] number = {0};
    query(
        connection,
        "SELECT %s%s AS t(%s)".formatted(select, FROM, names),
        file,
        row ->
            rows.accept(
                new RawRow(
                    ++number[0],
                    cells.get(0).text(row, 1),
                    cells.get(1).text(row, 2),
                    cells.get(2).text(row, 3),
                    cells.get(3).text(row, 4))));
  }

  /** Takes one row of an answer. */
  @FunctionalInterface
  private interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  private static void query(Connection connection, String sql, Path file, Taker taker)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.toString());
      try (ResultSet cells = statement.executeQuery()) {
        while (cells.next()) {
          taker.take(cells);
        }
      }
    }
  }

  private static String message(SQLException e) {
    return Printable.of(e.getMessage().lines().findFirst().orElse("").strip(), 300);
  }
}
