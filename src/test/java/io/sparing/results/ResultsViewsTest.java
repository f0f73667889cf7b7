package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sparing.measure.Metric;
import io.sparing.train.Decision;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsViewsTest {

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
  void aTrialThatRanAgainShowsItsLastRunWithItsCurve() throws IOException {
    TrialResult failed = SampleResults.failed(FailureCategory.CRASHED);
    TrialResult again =
        SampleResults.with(
            SampleResults.result(
                failed.spec(),
                Status.OK,
                null,
                "",
                failed.measurements().with(Metric.ACCURACY, 0.5),
                SampleResults.FINISHED.plusSeconds(60)),
            List.of(new CurvePoint(1, 1, 1, 1, 0.5)));
    Publishing.publish(spark, folder, SampleResults.stored(again), "s", "a");
    Publishing.publish(spark, folder, SampleResults.stored(failed), "s", "b");
    Publishing.publish(spark, folder, SampleResults.stored(failed), "other", "c");
    assertThat(ResultsReader.read(spark, folder)).containsExactly(failed, again);
    ResultsViews.open(spark, List.of(folder)).register();
    assertThat(count("SELECT count(*) FROM trials")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM curves WHERE sweep = 's'")).isEqualTo(1);
  }

  @Test
  void decisionsAreThoseOfTheRunThatCounts() throws IOException {
    TrialResult first = SampleResults.lora(1, 0.5).deciding(List.of(decision(4), decision(2)));
    TrialResult again =
        SampleResults.result(
                first.spec(),
                Status.OK,
                null,
                "",
                first.measurements(),
                SampleResults.FINISHED.plusSeconds(60))
            .deciding(List.of(decision(8)));
    Publishing.publish(spark, folder, SampleResults.stored(first), "s", "a");
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(2, 0.5)), "s", "b");
    ResultsViews.open(spark, List.of(folder)).register();
    assertThat(count("SELECT count(*) FROM decisions")).isEqualTo(2);
    Publishing.publish(spark, folder, SampleResults.stored(again), "s", "c");
    ResultsViews.open(spark, List.of(folder)).register();
    assertThat(
            count(
                "SELECT rows_after FROM decisions WHERE action = 'halve_batch' AND limit_bytes = 9"
                    + " AND device_bytes IS NULL"))
        .isEqualTo(8);
  }

  private static Decision decision(int rows) {
    return new Decision(
        3, 1.5, Decision.Action.HALVE_BATCH, 2 * rows, rows, "Memory ran out", 7L, null, 9L);
  }

  /** Clocks that differ or went back have no say. */
  @Test
  void theLargestVersionIsTheLastRunWhateverTheClocksSaid() throws IOException {
    TrialResult late =
        SampleResults.with(SampleResults.lora(1, 0.25), List.of(new CurvePoint(1, 1, 1, 1, 0.5)));
    TrialResult early =
        SampleResults.with(
            SampleResults.result(
                late.spec(),
                Status.OK,
                null,
                "",
                late.measurements(),
                SampleResults.FINISHED.minusSeconds(3600)),
            List.of(new CurvePoint(2, 1, 1, 1, 0.5), new CurvePoint(3, 1, 1, 1, 0.5)));
    Publishing.publish(
        spark, folder, List.of(StoredResult.of(WrittenResult.of(early), 2)), "s", "a");
    Publishing.publish(
        spark, folder, List.of(StoredResult.of(WrittenResult.of(late), 1)), "s", "b");
    assertThat(ResultsReader.read(spark, folder)).containsExactly(early);
  }

  @Test
  void aRunThatWasPublishedTwiceShowsItsCurveOnce() throws IOException {
    TrialResult lora = SampleResults.lora(1, 0.25);
    Publishing.publish(spark, folder, SampleResults.stored(lora), "s", "a");
    Publishing.publish(spark, folder, SampleResults.stored(lora), "s", "b");
    Publishing.publish(spark, folder, SampleResults.stored(lora), "s", "c");
    Files.delete(folder.resolve("trials/a.parquet"));
    Files.delete(folder.resolve("curves/c.parquet"));
    assertThat(ResultsReader.read(spark, folder)).containsExactly(lora);
  }

  @Test
  void curvesOfTheVersionBeforeRunsWereToldGoWithTheSegment() throws Exception {
    TrialResult early = SampleResults.lora(1, 0.25);
    TrialResult late =
        SampleResults.with(
            SampleResults.result(
                early.spec(),
                Status.OK,
                null,
                "",
                early.measurements(),
                SampleResults.FINISHED.plusSeconds(60)),
            List.of(new CurvePoint(7, 1, 1, 1, 0.5)));
    Publishing.publish(spark, folder, SampleResults.stored(late), "s", "a");
    Publishing.publish(spark, folder, SampleResults.stored(early), "s", "b");
    for (String segment : List.of("a", "b")) {
      OldFiles.makeOld(folder, segment);
    }
    assertThat(ResultsReader.read(spark, folder)).containsExactly(late);
    ResultsViews.open(spark, List.of(folder)).register();
    assertThat(count("SELECT count(*) FROM trials WHERE version IS NULL")).isEqualTo(1);
    assertThat(count("SELECT step FROM curves WHERE device = 'cpu'")).isEqualTo(7);
    Publishing.publish(spark, folder, SampleResults.stored(early), "s", "c");
    assertThat(ResultsReader.read(spark, folder)).containsExactly(early);
  }

  @Test
  void severalFoldersAreOneTable() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two [b] {c} 50%");
    Publishing.publish(spark, one, SampleResults.stored(SampleResults.lora(1, 0.5)), "s", "x");
    Publishing.publish(spark, two, SampleResults.stored(SampleResults.lora(2, 0.75)), "s", "x");
    assertThat(ResultsReader.read(spark, one, two, one)).hasSize(2);
  }

  /** A device is no part of a trial's id: sweeps of one name may come from two machines. */
  @Test
  void aFolderOfSweepsFoldersIsAllOfThem() throws IOException {
    Publishing.publish(
        spark, folder.resolve("one"), SampleResults.stored(SampleResults.lora(1, 0.5)), "one", "x");
    Publishing.publish(
        spark,
        folder.resolve("two"),
        SampleResults.stored(SampleResults.lora(2, 0.75)),
        "two",
        "x");
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("notes.txt"), "");
    assertThat(ResultsViews.open(spark, List.of(folder, folder.resolve("two"))).trials().count())
        .isEqualTo(2);
  }

  @Test
  void aTrialOnTwoDevicesShowsTheLastRunOnEachWithItsCurve() throws IOException {
    Path one = folder.resolve("cpu").resolve("mine");
    Path two = folder.resolve("gpu").resolve("mine");
    TrialResult cpu = SampleResults.lora(1, 0.5);
    TrialResult gpu =
        SampleResults.on("gpu", SampleResults.with(cpu, List.of(new CurvePoint(7, 1, 1, 1, 0.5))));
    TrialResult crashed =
        SampleResults.result(
            cpu.spec(),
            Status.FAILED,
            FailureCategory.CRASHED,
            "",
            cpu.measurements(),
            SampleResults.FINISHED.minusSeconds(60));
    Publishing.publish(spark, one, SampleResults.stored(crashed), "mine", "a");
    Publishing.publish(spark, one, SampleResults.stored(cpu), "mine", "b");
    Publishing.publish(spark, two, SampleResults.stored(gpu), "mine", "b");
    assertThat(ResultsReader.read(spark, one, two)).containsExactly(cpu, gpu);
    assertThat(ResultsReader.read(spark, two, one)).containsExactly(cpu, gpu);
    ResultsViews.open(spark, List.of(one, two)).register();
    assertThat(count("SELECT count(*) FROM trials")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM curves WHERE device = 'cpu'")).isEqualTo(2);
    assertThat(count("SELECT step FROM curves WHERE device = 'gpu'")).isEqualTo(7);
  }

  @Test
  void filesOlderThanAColumnAreReadBesideNewOnes() throws IOException {
    TrialResult old = SampleResults.with(SampleResults.lora(1, 0.5), List.of());
    Row row =
        TrialsTableTest.without(
            SampleResults.row(old, "s"), List.of("lora_alpha", "energy_joules", "lanes"));
    spark
        .createDataFrame(List.of(row), row.schema())
        .write()
        .parquet(folder.resolve("trials").toString());
    assertThat(ResultsReader.read(spark, folder).get(0).spec()).isEqualTo(old.spec());
    Publishing.publish(
        spark, folder, SampleResults.stored(SampleResults.lora(2, 0.75)), "s", "new");
    assertThat(ResultsReader.read(spark, folder)).hasSize(2);
    ResultsViews.open(spark, List.of(folder)).register();
    assertThat(count("SELECT count(*) FROM trials WHERE lora_alpha IS NULL")).isEqualTo(1);
  }

  @Test
  void columnsOfLaterVersionsAreShownAfterOursAndNullElsewhere() throws Exception {
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.5)), "s", "a");
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(2, 0.5)), "s", "b");
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(3, 0.5)), "s", "c");
    OldFiles.rewrite(
        folder.resolve("trials/b.parquet"),
        "'telepathy' AS strategy, 5 AS mood, 1.5::DOUBLE AS joy, * EXCLUDE strategy");
    OldFiles.rewrite(folder.resolve("trials/c.parquet"), "*, ['x', 'y'] AS \"mood\"");
    OldFiles.rewrite(folder.resolve("curves/b.parquet"), "*, step * 2 AS twice");
    ResultsViews views = ResultsViews.open(spark, List.of(folder));
    views.register();
    int ours = TrialsTable.schema().size();
    assertThat(views.trials().columns())
        .startsWith(TrialsTable.schema().fieldNames())
        .hasSize(ours + 2);
    assertThat(
            spark.sql("SELECT seed, strategy, mood, joy FROM trials ORDER BY seed").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,lora,null,null]", "[2,telepathy,5,1.5]", "[3,lora,[x, y],null]");
    assertThat(count("SELECT count(*) FROM curves")).isEqualTo(6);
    assertThat(count("SELECT sum(twice) FROM curves")).isEqualTo(60);
  }

  @Test
  void whatTheLedgerCarriedAlongIsShown() throws IOException {
    JsonObject json = TrialResultParser.toJson(SampleResults.lora(1, 0.5));
    json.getAsJsonObject("spec").addProperty("strategy", "telepathy");
    json.getAsJsonObject("spec").addProperty("mood", 5);
    Publishing.publish(spark, folder, List.of(StoredResult.read(json, 1)), "s", "a");
    ResultsViews.open(spark, List.of(folder)).register();
    String query = "SELECT strategy, get_json_object(unknown, '$.spec.mood') FROM trials";
    assertThat(spark.sql(query).first()).hasToString("[telepathy,5]");
    assertThat(count("SELECT count(*) FROM curves")).isEqualTo(2);
  }

  @Test
  void aFolderWithoutResultsIsRefusedNamingItAndWhatToRun() {
    assertThatThrownBy(() -> ResultsViews.open(spark, List.of(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot find results in " + folder)
        .hasMessageContaining("run ./submit.sh quickstart");
  }

  private static long count(String query) {
    return spark.sql(query).first().getLong(0);
  }
}
