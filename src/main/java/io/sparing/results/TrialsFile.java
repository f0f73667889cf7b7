package io.sparing.results;

import io.sparing.measure.Metric;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Reads one published file of the {@code trials} table with DuckDB: all its columns but the raw
 * latencies. The names of folders above the file say nothing.
 */
final class TrialsFile {

  static final String FROM = " FROM read_parquet(?, hive_partitioning = false)";
  private static final List<String> NEEDED = List.of("trial_id", "sweep", "status");
  private static final Map<String, Predicate<String>> TYPES = types();
  private static final List<String> LEFT_OUT = List.of("latency_samples_millis");

  private TrialsFile() {}

  /** Opens a DuckDB in memory, which reads on one core. */
  static Connection connect() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("threads", "1");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }

  /**
   * Returns the rows of a file.
   *
   * @throws IllegalArgumentException if it is no file of trials; the message names it and says what
   *     to do
   */
  static List<Cells> read(Connection connection, Path file) {
    try {
      Map<String, String> types = types(connection, file);
      check(file, types);
      types.keySet().removeAll(LEFT_OUT);
      return rows(connection, file, types);
    } catch (SQLException e) {
      throw ResultsFolders.foreign(file, ResultsFolders.NO_PARQUET, e);
    }
  }

  private static void check(Path file, Map<String, String> types) {
    for (String column : NEEDED) {
      if (!types.containsKey(column)) {
        throw ResultsFolders.foreign(file, "it has no column " + column, null);
      }
    }
    types.forEach(
        (column, type) -> {
          if (!TYPES.getOrDefault(column, t -> true).test(type)) {
            throw ResultsFolders.foreign(
                file, "its column %s is of another type".formatted(column), null);
          }
        });
  }

  /** Returns what the cells that are not read as settings must be. */
  private static Map<String, Predicate<String>> types() {
    Map<String, Predicate<String>> types = new HashMap<>();
    NEEDED.forEach(column -> types.put(column, "VARCHAR"::equals));
    for (Metric metric : Metric.values()) {
      Set<String> numbers =
          metric.whole() ? Set.of("BIGINT", "INTEGER") : Set.of("DOUBLE", "FLOAT");
      types.put(metric.column(), numbers::contains);
    }
    types.put(ColumnNames.VERSION, Set.of("BIGINT", "INTEGER")::contains);
    types.put(ColumnNames.FORMAT, Set.of("BIGINT", "INTEGER")::contains);
    types.put(ColumnNames.FINISHED_AT, TrialsFile::isMoment);
    return Map.copyOf(types);
  }

  /** Returns the types of the file's columns, in their order. */
  static Map<String, String> types(Connection connection, Path file) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT column_name, column_type FROM (DESCRIBE" + FROM + ")")) {
      statement.setString(1, pattern(file));
      try (ResultSet columns = statement.executeQuery()) {
        while (columns.next()) {
          types.put(columns.getString(1), columns.getString(2));
        }
      }
    }
    return types;
  }

  private static List<Cells> rows(Connection connection, Path file, Map<String, String> types)
      throws SQLException {
    Map<String, Integer> index = new LinkedHashMap<>();
    types.keySet().forEach(column -> index.put(column, index.size()));
    List<String> unknown = ColumnNames.unknown(types.keySet());
    boolean[] moments = moments(types);
    String select =
        types.entrySet().stream()
            .map(column -> expression(column.getKey(), column.getValue()))
            .collect(Collectors.joining(", ", "SELECT ", FROM));
    List<Cells> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, pattern(file));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(cells(unknown, index, row(result, moments)));
        }
      }
    }
    return rows;
  }

  private static Cells cells(List<String> unknown, Map<String, Integer> index, Object[] row) {
    return new Cells(
        unknown,
        column -> {
          Integer at = index.get(column);
          return at == null ? null : row[at];
        });
  }

  private static Object[] row(ResultSet result, boolean[] moments) throws SQLException {
    Object[] row = new Object[moments.length];
    for (int i = 0; i < row.length; i++) {
      Object cell = result.getObject(i + 1);
      row[i] = moments[i] && cell != null ? moment((Long) cell) : value(cell);
    }
    return row;
  }

  private static Object value(Object cell) throws SQLException {
    return cell instanceof Array array
        ? Collections.unmodifiableList(Arrays.asList((Object[]) array.getArray()))
        : cell;
  }

  private static Instant moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static boolean[] moments(Map<String, String> types) {
    boolean[] moments = new boolean[types.size()];
    int column = 0;
    for (String type : types.values()) {
      moments[column++] = isMoment(type);
    }
    return moments;
  }

  /** Moments travel as microseconds, so that no time zone of this machine has a say. */
  private static String expression(String column, String type) {
    String name = "\"%s\"".formatted(column.replace("\"", "\"\""));
    return isMoment(type) ? "epoch_us(%s)".formatted(name) : name;
  }

  private static boolean isMoment(String type) {
    return type.startsWith("TIMESTAMP") && !type.endsWith("[]");
  }

  /**
   * Returns the file as DuckDB takes it, which reads {@code [}, {@code *} and {@code ?} as
   * patterns.
   */
  static String pattern(Path file) {
    return file.toString().replaceAll("[\\[*?]", "[$0]");
  }
}
