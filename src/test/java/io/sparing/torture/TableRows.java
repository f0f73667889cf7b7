package io.sparing.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table's rows as DuckDB reads them, which knows nothing of Sparing.
 *
 * @param rows each by column; null is absent
 */
record TableRows(List<Map<String, Object>> rows) {

  /**
   * Reads a table; without files it has no rows.
   *
   * @param folder of the table's files
   */
  static TableRows read(Path folder) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (Files.exists(folder)) {
      String query =
          "SELECT * FROM read_parquet('%s/*.parquet', union_by_name = true)".formatted(folder);
      try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duck.createStatement();
          ResultSet found = statement.executeQuery(query)) {
        while (found.next()) {
          rows.add(row(found));
        }
      }
    }
    return new TableRows(rows);
  }

  private static Map<String, Object> row(ResultSet found) throws SQLException {
    ResultSetMetaData columns = found.getMetaData();
    Map<String, Object> row = new HashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = found.getObject(i);
      if (value != null) {
        row.put(columns.getColumnName(i), value);
      }
    }
    return row;
  }

  /** The rows of a trial. */
  TableRows of(String trialId) {
    return new TableRows(rows.stream().filter(row -> trialId.equals(row.get("trial_id"))).toList());
  }

  /** When a row's trial ended; null where its table does not say. */
  static Instant finishedAt(Map<String, Object> row) {
    return row.get("finished_at") instanceof OffsetDateTime time ? time.toInstant() : null;
  }
}
