package io.sparing.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads Parquet segments with DuckDB, without Spark; of their columns only the few it needs. */
final class DuckSegments implements SegmentReader {

  private final Connection connection;

  private DuckSegments(Connection connection) {
    this.connection = connection;
  }

  /** Opens a DuckDB for reading. */
  static DuckSegments open() {
    try {
      return new DuckSegments(TrialsFile.connect());
    } catch (SQLException e) {
      throw new IllegalStateException("Failed to open DuckDB", e);
    }
  }

  @Override
  public SegmentContent read(PublishedSegment segment) {
    Set<String> sweeps = new LinkedHashSet<>();
    List<TableRow> rows = rows(segment.trials(), sweeps);
    Map<TableRow, Long> curves = parts(segment.curves(), rows, sweeps);
    Map<TableRow, Long> decisions =
        Files.exists(segment.decisions()) ? parts(segment.decisions(), rows, sweeps) : Map.of();
    return new SegmentContent(List.copyOf(sweeps), rows, curves, decisions);
  }

  private List<TableRow> rows(Path file, Set<String> sweeps) {
    return query(
        file,
        columns ->
            "SELECT trial_id, sweep, %s, %s%s"
                .formatted(
                    columns.contains("version") ? "version" : "NULL",
                    columns.contains("finished_at") ? "epoch_us(finished_at)" : "NULL",
                    TrialsFile.FROM),
        result -> {
          sweeps.add(result.getString(2));
          return new TableRow(result.getString(1), number(result, 3), moment(number(result, 4)));
        });
  }

  /** Counts the rows of each run. A file of curves without versions has each of its trials once. */
  private Map<TableRow, Long> parts(Path file, List<TableRow> rows, Set<String> sweeps) {
    Map<String, TableRow> byTrial = new HashMap<>();
    rows.forEach(row -> byTrial.put(row.trialId(), row));
    Map<TableRow, Long> points = new HashMap<>();
    query(
        file,
        columns -> {
          String runs =
              columns.contains("version") && columns.contains("finished_at")
                  ? "version, epoch_us(finished_at)"
                  : "NULL, NULL";
          return "SELECT trial_id, sweep, %s, count(*)%s GROUP BY ALL"
              .formatted(runs, TrialsFile.FROM);
        },
        result -> {
          sweeps.add(result.getString(2));
          String id = result.getString(1);
          Long version = number(result, 3);
          TableRow row =
              version == null
                  ? byTrial.getOrDefault(id, new TableRow(id, null, null))
                  : new TableRow(id, version, moment(number(result, 4)));
          return points.merge(row, result.getLong(5), Long::sum);
        });
    return points;
  }

  @FunctionalInterface
  private interface Statement {
    String over(Set<String> columns);
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(Path file, Statement select, RowReader<T> reader) {
    try {
      Set<String> columns = TrialsFile.types(connection, file).keySet();
      for (String column : List.of("trial_id", "sweep")) {
        if (!columns.contains(column)) {
          throw new IllegalArgumentException(
              "%s has no column %s".formatted(file.getFileName(), column));
        }
      }
      try (PreparedStatement statement = connection.prepareStatement(select.over(columns))) {
        statement.setString(1, TrialsFile.pattern(file));
        List<T> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            read.add(reader.read(rows));
          }
        }
        return read;
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "its file in %s is no Parquet, or damaged".formatted(file.getParent().getFileName()), e);
    }
  }

  private static Long number(ResultSet row, int column) throws SQLException {
    return row.getObject(column) instanceof Number number ? number.longValue() : null;
  }

  private static Instant moment(Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Failed to close DuckDB", e);
    }
  }
}
