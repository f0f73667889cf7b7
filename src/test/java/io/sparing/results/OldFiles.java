package io.sparing.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Published files as other versions of Sparing wrote them. */
final class OldFiles {

  private OldFiles() {}

  /** Turns a segment into what was written before rows said their version and format. */
  static void makeOld(Path folder, String segment) throws IOException, SQLException {
    rewrite(
        folder.resolve("trials").resolve(segment + ".parquet"),
        "* EXCLUDE (version, format_version, unknown)");
    rewrite(
        folder.resolve("curves").resolve(segment + ".parquet"),
        "* EXCLUDE (version, device, finished_at)");
  }

  /** Replaces a file by one with other columns, as DuckDB selects them. */
  static void rewrite(Path file, String columns) throws IOException, SQLException {
    Path changed = file.resolveSibling("_changed.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM read_parquet('%s')) TO '%s' (FORMAT parquet)"
              .formatted(columns, file, changed));
    }
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
