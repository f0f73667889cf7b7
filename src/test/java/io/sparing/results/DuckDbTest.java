package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are for other tools too: an independent reader sees the same values. */
class DuckDbTest {

  @Test
  void readsTheSameCountsAndValues(@TempDir Path folder) throws Exception {
    SparkSession spark = LocalSpark.open(folder.resolve("warehouse"));
    try {
      Path results = folder.resolve("r");
      Publishing.publish(
          spark,
          results,
          SampleResults.stored(
              SampleResults.lora(1, 0.8), SampleResults.failed(FailureCategory.TIMEOUT)),
          "s",
          "one");
      Publishing.publish(spark, results, SampleResults.stored(SampleResults.fewShot()), "s", "two");
      Publishing.stage(
          spark, results, SampleResults.stored(SampleResults.lora(9, 0.8)), "s", "crashed");
    } finally {
      spark.stop();
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String trials = "read_parquet('%s/r/trials/*.parquet')".formatted(folder);
      String curves = "read_parquet('%s/r/curves/*.parquet')".formatted(folder);
      assertThat(one(statement, "SELECT count(*) FROM " + trials)).isEqualTo(3L);
      assertThat(one(statement, "SELECT count(*) FROM " + curves)).isEqualTo(4L);
      String lora = trials + " WHERE strategy = 'lora'";
      assertThat(one(statement, "SELECT accuracy FROM " + lora)).isEqualTo(0.8);
      assertThat(one(statement, "SELECT train_seconds FROM " + lora)).isEqualTo(0.1 + 0.2);
      assertThat(one(statement, "SELECT peak_host_bytes FROM " + lora))
          .isEqualTo(9_007_199_254_740_991L);
      assertThat(one(statement, "SELECT array_to_string(target_modules, '+') FROM " + lora))
          .isEqualTo("query+output");
      assertThat(one(statement, "SELECT list_sum(latency_samples_millis) FROM " + lora))
          .isEqualTo(3.751);
      assertThat(one(statement, "SELECT energy_joules FROM " + lora)).isNull();
      assertThat(one(statement, "SELECT host FROM " + lora)).isEqualTo("höst");
      assertThat(((OffsetDateTime) one(statement, "SELECT finished_at FROM " + lora)).toInstant())
          .isEqualTo(SampleResults.FINISHED);
    }
  }

  /** The queries of docs/results.md, over files of this version and of the one before. */
  @Test
  void aPlainReaderTakesTheLastOfEachTrial(@TempDir Path folder) throws Exception {
    TrialResult again = SampleResults.lora(1, 0.75);
    SparkSession spark = LocalSpark.open(folder.resolve("warehouse"));
    try {
      Path store = folder.resolve("results/quickstart");
      Publishing.publish(
          spark, store, SampleResults.stored(SampleResults.lora(1, 0.25)), "s", "one");
      OldFiles.makeOld(store, "one");
      Publishing.publish(
          spark, store, List.of(StoredResult.of(WrittenResult.of(again), 2)), "s", "two");
      Publishing.publish(
          spark, store, List.of(StoredResult.of(WrittenResult.of(again), 2)), "s", "three");
    } finally {
      spark.stop();
    }
    List<String> queries =
        Pattern.compile("^SELECT [^;]*QUALIFY[^;]*", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("docs/results.md")))
            .results()
            .map(query -> query.group().replace("results/", folder + "/results/"))
            .toList();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String trials = "SELECT list(accuracy)::VARCHAR FROM (%s)";
      assertThat(one(statement, trials.formatted(queries.get(0)))).isEqualTo("[0.75]");
      String curves = "SELECT list(step ORDER BY step)::VARCHAR FROM (%s) WHERE device = 'cpu'";
      assertThat(one(statement, curves.formatted(queries.get(1)))).isEqualTo("[10, 20]");
    }
  }

  private static Object one(Statement statement, String query) throws Exception {
    try (ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getObject(1);
    }
  }
}
