package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.results.Publishing;
import io.sparing.results.SampleResults;
import io.sparing.spark.SparkSessions;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SqlCommandTest {

  @TempDir private static Path folder;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void publish() {
    List<StoredResult> results =
        SampleResults.stored(
            SampleResults.lora(1, 0.81234567),
            SampleResults.lora(2, 0.5),
            SampleResults.failed(FailureCategory.TIMEOUT));
    SparkSessions.call(
        "test",
        spark -> {
          try {
            return Publishing.publish(spark, folder, results, "s", "one");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void printsATableWithShortNumbersAndDashes() {
    Outcome outcome =
        sql("SELECT strategy, seed, accuracy, finished_at FROM trials ORDER BY strategy, seed");
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                strategy  seed  accuracy  finished_at
                ────────  ────  ────────  ───────────────────────────
                full         0         –  2026-03-29T01:30:01.123456Z
                lora         1    0.8123  2026-03-29T01:30:00.123456Z
                lora         2       0.5  2026-03-29T01:30:00.123456Z
                """,
                ""));
  }

  @Test
  void printsCsvThatQuotesWhatNeedsIt() {
    Outcome outcome =
        sql(
            "SELECT accuracy, message, target_modules FROM trials WHERE seed < 2 ORDER BY seed",
            "--format",
            "csv");
    assertThat(outcome.out())
        .isEqualTo(
            """
            accuracy,message,target_modules
            ,"worker said ""no"", then
            died",
            0.81234567,"","[""query"",""output""]"
            """);
  }

  @Test
  void printsOneJsonObjectALine() {
    Outcome outcome =
        sql(
            "SELECT seed, accuracy, target_modules, double('NaN') AS nan FROM trials"
                + " WHERE seed < 2 ORDER BY seed",
            "--format",
            "json");
    assertThat(outcome.out())
        .isEqualTo(
            """
            {"seed":0,"accuracy":null,"target_modules":null,"nan":"NaN"}
            {"seed":1,"accuracy":0.81234567,"target_modules":["query","output"],"nan":"NaN"}
            """);
  }

  @Test
  void columnsOfOneNameStayApartAsJson() {
    Outcome outcome =
        sql("SELECT 1 AS a, 2 AS a, 3 AS a_2, 4 AS a FROM trials LIMIT 1", "--format", "json");
    assertThat(outcome.out()).isEqualTo("{\"a\":1,\"a_3\":2,\"a_2\":3,\"a_4\":4}\n");
  }

  @Test
  void whatWritesIsRefusedInOneLine(@TempDir Path other) {
    Outcome outcome = sql("INSERT OVERWRITE DIRECTORY '" + other + "/r' USING csv SELECT 1");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("Invalid query: it begins with INSERT; expected one statement that only reads")
        .hasLineCount(1);
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void otherFilesAreReadOnlyIfThatIsAllowed(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("x.csv"), "1,2\n");
    String query = "SELECT * FROM csv.`%s`".formatted(file);
    Outcome refused = sql(query);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("to read files, add --allow-files").hasLineCount(1);
    assertThat(sql(query, "--allow-files", "--format", "csv").out()).isEqualTo("_c0,_c1\n1,2\n");
  }

  @Test
  void saysSoWhenTheLimitCutsRows() {
    Outcome cut = sql("SELECT step FROM curves ORDER BY step", "--limit", "2", "--format", "csv");
    assertThat(cut.out()).isEqualTo("step\n10\n10\n");
    assertThat(cut.err()).contains("Only the first 2 rows are shown; --limit N shows more.");
    assertThat(sql("SELECT step FROM curves", "--limit", "6").err()).isEmpty();
  }

  @Test
  void anUnknownColumnIsOneLineWithSuggestions() {
    Outcome outcome = sql("SELECT acuracy FROM trials");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err())
        .startsWith("Invalid query: ")
        .contains("`acuracy`", "`accuracy`", "(line 1, position 7)")
        .doesNotContain("SQLSTATE", "UNRESOLVED_COLUMN");
  }

  @Test
  void errorsOfAnyKindAreOneLine() {
    for (String query : List.of("SELEC 1", "SELECT 1 / 0 FROM trials", "", "SELECT 'a' + ")) {
      Outcome outcome = sql(query);
      assertThat(outcome.code()).as(query).isEqualTo(2);
      assertThat(outcome.err().lines()).as(query).hasSize(1);
      assertThat(outcome.err()).as(query).startsWith("Invalid query: ").doesNotContain("SQLSTATE");
      assertThat(outcome.out()).as(query).isEmpty();
    }
  }

  @Test
  void anUnknownTableListsTheKnownOnes() {
    assertThat(sql("SELECT * FROM trails").err())
        .isEqualTo("Unknown table: `trails`; known: trials, curves, decisions\n");
  }

  @Test
  void unreadableFilesAreOneLine(@TempDir Path broken) throws IOException {
    Path file = Files.createDirectories(broken.resolve("trials")).resolve("x.parquet");
    Files.writeString(file, "not a Parquet file at all");
    Outcome outcome = run(List.of("SELECT * FROM trials", "--results", broken.toString()));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("Cannot read ").contains("x.parquet as trials: ");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void helpNamesTheFormats() {
    assertThat(run(List.of("--help")).out()).contains("table, csv, json");
  }

  @Test
  void describesTheColumns() {
    assertThat(sql("DESCRIBE trials").out()).contains("peak_host_bytes", "largest resident memory");
  }

  @Test
  void badOptionsAndFoldersAreRefused(@TempDir Path empty) {
    assertThat(run(List.of("SELECT 1", "--results", empty.toString())))
        .matches(outcome -> outcome.code() == 2)
        .matches(outcome -> outcome.err().startsWith("Cannot find results in " + empty));
    assertThat(sql("SELECT 1", "--limit", "0").err())
        .contains("Invalid limit: 0; expected at least 1");
    assertThat(sql("SELECT 1", "--format", "xml").code()).isEqualTo(2);
  }

  private static Outcome sql(String query, String... options) {
    List<String> arguments = new ArrayList<>(List.of(query, "--results", folder.toString()));
    arguments.addAll(List.of(options));
    return run(arguments);
  }

  private static Outcome run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new SqlCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }
}
