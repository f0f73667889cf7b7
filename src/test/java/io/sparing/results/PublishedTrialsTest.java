package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTrialsTest {

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void openSpark(@TempDir Path warehouse) {
    spark = LocalSpark.open(warehouse);
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void readsWhatSparkReadsButCurvesAndRawLatencies() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two [b] {c} 50% * ? 'd' ü");
    TrialResult failed = SampleResults.failed(FailureCategory.CRASHED);
    TrialResult lora = SampleResults.lora(1, 0.5);
    publish(one, "s", "a", SampleResults.lora(7, 0.75), lora, SampleResults.fewShot());
    publish(one, "s", "b", failed);
    publish(one, "other", "c", failed);
    publish(two, "s", "b", SampleResults.on("gpu", lora), SampleResults.lora(2, 0.25));
    assertSameAsSpark(folder);
    assertSameAsSpark(two, one, two);
    assertThat(PublishedTrials.read(List.of(folder)).results()).hasSize(7);
  }

  @Test
  void theLastToFinishCountsAndOfThoseTheOneInTheLastSegment() throws IOException {
    TrialResult early = SampleResults.lora(1, 0.5);
    TrialResult late = finished(early.saying("late"), 60);
    TrialResult tied = late.saying("tied");
    publish(folder, "s", "a", late);
    publish(folder, "s", "b", early);
    assertSameAsSpark(folder);
    assertThat(messages()).containsExactly("late");
    publish(folder, "s", "c", tied);
    assertSameAsSpark(folder);
    assertThat(messages()).containsExactly("tied");
  }

  @Test
  void theLargestVersionCountsAndOneThatIsNotToldIsTheSmallest() throws Exception {
    TrialResult early = SampleResults.lora(1, 0.5);
    Publishing.publish(
        spark,
        folder,
        List.of(StoredResult.of(WrittenResult.of(early.saying("second")), 2)),
        "s",
        "a");
    TrialResult late = finished(early.saying("first"), 60);
    Publishing.publish(
        spark, folder, List.of(StoredResult.of(WrittenResult.of(late), 1)), "s", "b");
    Publishing.publish(
        spark,
        folder,
        List.of(StoredResult.of(WrittenResult.of(finished(early.saying("old"), 90)), 9)),
        "s",
        "c");
    OldFiles.makeOld(folder, "c");
    assertSameAsSpark(folder);
    assertThat(messages()).containsExactly("second");
  }

  @Test
  void filesOlderThanAColumnAreReadBesideNewOnes() throws IOException {
    Row row =
        TrialsTableTest.without(
            SampleResults.row(SampleResults.lora(1, 0.5), "s"),
            List.of("lora_alpha", "energy_joules", "lanes", "host", "started_at"));
    spark
        .createDataFrame(List.of(row), row.schema())
        .write()
        .parquet(folder.resolve("trials").toString());
    assertSameAsSpark(folder);
    publish(folder, "s", "new", SampleResults.lora(2, 0.75));
    assertSameAsSpark(folder);
    assertThat(PublishedTrials.read(List.of(folder)).results()).hasSize(2);
  }

  @Test
  void momentsAreTheSameHoweverTheyAreStored() throws IOException, SQLException {
    publish(folder.resolve("a"), "s", "a", SampleResults.lora(1, 0.5));
    for (String type : List.of("TIMESTAMP", "TIMESTAMP_NS")) {
      Path copy = Files.createDirectories(folder.resolve(type).resolve("trials"));
      copy(
          folder.resolve("a/trials/a.parquet"),
          "* REPLACE (make_timestamp(epoch_us(finished_at))::%s AS finished_at)".formatted(type),
          copy.resolve("a.parquet"));
      assertThat(PublishedTrials.read(List.of(folder.resolve(type))).results())
          .extracting(result -> result.provenance().finishedAt())
          .containsExactly(SampleResults.FINISHED);
    }
  }

  @Test
  void rowsThatThisVersionDoesNotKnowAreLeftOutAndCounted() throws IOException, SQLException {
    publish(folder, "s", "a", SampleResults.lora(1, 0.5));
    Path trials = folder.resolve("trials");
    String other = "* REPLACE ('other' AS trial_id, %s)";
    copy(trials.resolve("a.parquet"), other.formatted("'PAUSED' AS status"), trials, "b");
    for (String sweep : List.of("t", "u")) {
      String strategy = "'telepathy' AS strategy, '%s' AS sweep".formatted(sweep);
      copy(trials.resolve("a.parquet"), other.formatted(strategy), trials, sweep);
    }
    PublishedTrials read = PublishedTrials.read(List.of(folder));
    assertThat(read.results()).hasSize(1);
    assertThat(read.leftOut())
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "Left out 1 trial: Unknown status: PAUSED; known: OK, FAILED, PRUNED,"
                            + " QUARANTINED"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Left out 2 trials: Unknown strategy: telepathy; known: full"));
  }

  @Test
  void rowsWithColumnsOrAFormatOfALaterVersionAreLeftOutAndCounted() throws Exception {
    publish(folder, "s", "a", SampleResults.lora(1, 0.5), SampleResults.lora(2, 0.5));
    Path trials = folder.resolve("trials");
    OldFiles.rewrite(
        trials.resolve("a.parquet"),
        "*, CASE seed WHEN 1 THEN 5 END AS mood, NULL::VARCHAR AS joy, NULL::INTEGER[] AS list");
    copy(
        trials.resolve("a.parquet"),
        "* REPLACE ('other' AS trial_id, 3 AS format_version)",
        trials,
        "b");
    PublishedTrials read = PublishedTrials.read(List.of(folder));
    assertThat(read.results()).extracting(result -> result.spec().seed()).containsExactly(2L);
    assertThat(read.leftOut())
        .containsExactlyInAnyOrder(
            "Left out 1 trial: Unknown column: mood; a later version of Sparing wrote it",
            "Left out 1 trial: Unknown format: 3; this version of Sparing reads up to 2");
  }

  /** What a version carried along is read by the next that knows it. */
  @Test
  void whatWasCarriedAlongIsReadWhereItIsKnownNow() throws IOException {
    TrialResult lora = SampleResults.lora(1, 0.5);
    JsonObject json = TrialResultParser.toJson(lora);
    json.getAsJsonObject("spec").addProperty("mood", 5);
    json.addProperty("trial_id", "later");
    Publishing.publish(
        spark,
        folder,
        List.of(StoredResult.read(json, 1), StoredResult.of(WrittenResult.of(lora), 1)),
        "s",
        "a");
    PublishedTrials read = PublishedTrials.read(List.of(folder));
    assertThat(read.results()).hasSize(1);
    assertThat(read.leftOut())
        .containsExactly(
            "Left out 1 trial: Unknown column: mood; a later version of Sparing wrote it");
    Row row = SampleResults.row(lora, "s");
    Map<String, Object> changed = new HashMap<>();
    for (String column : List.of("lora_rank", "target_modules", "accuracy", "host", "started_at")) {
      changed.put(column, null);
    }
    JsonObject carried = TrialResultParser.toJson(lora);
    carried.remove("curve");
    List.of("trial_id", "status", "message", "format_version", "latency_samples_millis")
        .forEach(carried::remove);
    changed.put("unknown", carried.toString());
    Cells cells =
        new Cells(
            List.of(),
            column -> {
              Object known = ResultsReader.cells(row).value(column);
              return changed.containsKey(column) ? changed.get(column) : known;
            });
    assertThat(TrialRows.read(cells, lora.curve())).isEqualTo(lora);
  }

  @Test
  void fewReasonsAreToldAndTheRestCounted() throws IOException, SQLException {
    publish(folder, "s", "a", SampleResults.lora(1, 0.5));
    Path trials = folder.resolve("trials");
    for (int i = 1; i <= 7; i++) {
      String row = "* REPLACE ('t%d' AS trial_id, 'S%d' AS status)".formatted(i, i);
      copy(trials.resolve("a.parquet"), row, trials, "s" + i);
    }
    assertThat(PublishedTrials.read(List.of(folder)).leftOut())
        .hasSize(6)
        .last()
        .isEqualTo("Left out 2 trials more for other reasons");
  }

  @Test
  void aForeignFileIsRefusedNamingItAndWhatToDo() throws IOException, SQLException {
    publish(folder, "s", "a", SampleResults.lora(1, 0.5));
    Path trials = folder.resolve("trials");
    Path foreign = trials.resolve("z.parquet");
    copy(trials.resolve("a.parquet"), "trial_id, accuracy", foreign);
    assertRefused("Cannot read " + foreign + " as trials: it has no column sweep; move the file");
    copy(trials.resolve("a.parquet"), "1 AS x", foreign);
    assertRefused("Cannot read " + foreign + " as trials: it has no column trial_id; move the");
    copy(trials.resolve("a.parquet"), "* REPLACE ('high' AS accuracy)", foreign);
    assertRefused("Cannot read " + foreign + " as trials: its column accuracy is of another type");
    Files.writeString(foreign, "no Parquet at all");
    assertRefused("Cannot read " + foreign + " as trials: it is no Parquet, or damaged; move the");
    Files.move(foreign, trials.resolve("_z.parquet"));
    assertThat(PublishedTrials.read(List.of(folder)).results()).hasSize(1);
  }

  @Test
  void aFolderWithoutResultsIsRefusedNamingItAndWhatToRun() {
    assertRefused(
        "Cannot find results in " + folder + ": it has no trials/*.parquet; run ./submit");
  }

  private void assertRefused(String start) {
    assertThatThrownBy(() -> PublishedTrials.read(List.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start);
  }

  private static void assertSameAsSpark(Path... folders) {
    List<TrialResult> expected =
        ResultsReader.read(spark, folders).stream().map(PublishedTrialsTest::bare).toList();
    PublishedTrials read = PublishedTrials.read(List.of(folders));
    assertThat(read.results()).isEqualTo(expected);
    assertThat(read.leftOut()).isEmpty();
  }

  private List<String> messages() {
    return PublishedTrials.read(List.of(folder)).results().stream()
        .map(TrialResult::message)
        .toList();
  }

  private static TrialResult bare(TrialResult result) {
    return new TrialResult(
        result.spec(),
        result.status(),
        result.category(),
        result.message(),
        result.measurements(),
        List.of(),
        List.of(),
        result.provenance());
  }

  private static TrialResult finished(TrialResult result, long secondsLater) {
    return SampleResults.result(
        result.spec(),
        result.status(),
        result.category(),
        result.message(),
        result.measurements(),
        SampleResults.FINISHED.plusSeconds(secondsLater));
  }

  private static void publish(Path folder, String sweep, String segment, TrialResult... results)
      throws IOException {
    Publishing.publish(spark, folder, SampleResults.stored(results), sweep, segment);
  }

  private static void copy(Path from, String columns, Path trials, String segment)
      throws SQLException {
    copy(from, columns, trials.resolve(segment + ".parquet"));
  }

  private static void copy(Path from, String columns, Path to) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM read_parquet('%s')) TO '%s' (FORMAT parquet)"
              .formatted(columns, from, to));
    }
  }
}
