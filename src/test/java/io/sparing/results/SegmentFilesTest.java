package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFilesTest {

  private Path folder;

  @BeforeEach
  void make(@TempDir Path results) throws IOException {
    folder = Files.createDirectory(results.resolve("trials"));
  }

  private Path parquet(String name, String select) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    }
    return file;
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> SegmentFiles.check(folder, TrialsTable.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read %s as trials: %s; move the file out of the folder".formatted(file, why));
  }

  @Test
  void aForeignTableIsNamed() throws SQLException {
    assertRefused(parquet("mine.parquet", "SELECT 1 AS a"), "it has no column trial_id");
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() throws SQLException {
    Path file =
        parquet(
            "odd.parquet",
            "SELECT 'x' AS trial_id, 's' AS sweep, 'OK' AS status, 'high' AS accuracy");
    assertRefused(file, "its column accuracy is of another type");
  }

  @Test
  void whatIsNoParquetIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("text.parquet"), "a,b");
    assertRefused(file, "it is no Parquet, or damaged");
  }

  @Test
  void anOlderTableWithFewerColumnsIsTaken() throws SQLException {
    parquet("old.parquet", "SELECT 'x' AS trial_id, 's' AS sweep, 'OK' AS status");
    parquet("_temporary.parquet", "SELECT 1 AS a");
    SegmentFiles.check(folder, TrialsTable.schema());
  }
}
