package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsStoreTest {

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
  void publishedResultsReadBackAsTheyWere() throws IOException {
    List<TrialResult> results =
        List.of(
            SampleResults.lora(1, 0.8),
            SampleResults.failed(FailureCategory.OUT_OF_MEMORY),
            SampleResults.fewShot());
    Publishing.publish(
        spark, folder, SampleResults.stored(results.toArray(TrialResult[]::new)), "s", "one");
    assertThat(ResultsReader.read(spark, folder)).isEqualTo(results);
  }

  @Test
  void foldersHoldNothingButOneFlatFileASegment() throws IOException {
    ResultsStore store = new ResultsStore(folder);
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.8)), "s", "one");
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(2, 0.9)), "s", "two");
    assertThat(files())
        .containsExactly(
            "curves/one.parquet", "curves/two.parquet", "trials/one.parquet", "trials/two.parquet");
    assertThat(store.segments()).containsExactly("one", "two");
    assertThat(spark.read().parquet(folder.resolve("trials").toString()).count()).isEqualTo(2);
    assertThat(spark.read().parquet(folder.resolve("curves").toString()).count()).isEqualTo(4);
  }

  @Test
  void whatAKilledDriverLeftHalfWrittenGoes() throws IOException {
    ResultsStore store = new ResultsStore(folder);
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.8)), "s", "one");
    Files.createDirectories(folder.resolve("_publish-1/trials"));
    Files.writeString(folder.resolve("_publish-1/trials/part-0"), "half");
    store.deleteAbandoned(Guard.NONE);
    assertThat(files()).containsExactly("curves/one.parquet", "trials/one.parquet");
    assertThat(folder.resolve("_publish-1")).doesNotExist();
  }

  @Test
  void resultsWithoutCurvesStillHaveACurvesFile() throws IOException {
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.fewShot()), "s", "one");
    assertThat(spark.read().parquet(folder.resolve("curves").toString()).count()).isZero();
  }

  @Test
  void aTakenNameIsRefusedAndNothingIsOverwritten() throws IOException {
    PublishedSegment segment =
        Publishing.publish(
            spark, folder, SampleResults.stored(SampleResults.lora(1, 0.8)), "s", "one");
    byte[] before = Files.readAllBytes(segment.trials());
    assertThatThrownBy(
            () ->
                Publishing.publish(
                    spark, folder, SampleResults.stored(SampleResults.lora(2, 0.1)), "s", "one"))
        .isInstanceOf(SegmentExistsException.class)
        .hasMessageStartingWith("Cannot publish " + segment.trials());
    assertThat(Files.readAllBytes(segment.trials())).isEqualTo(before);
    assertThat(files()).containsExactly("curves/one.parquet", "trials/one.parquet");
  }

  @Test
  void ofTwoPublishersInARaceOneIsRefused() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (StagedSegment first =
            Publishing.stage(
                spark, folder, SampleResults.stored(SampleResults.lora(1, 0.25)), "s", "one");
        StagedSegment second =
            Publishing.stage(
                spark, folder, SampleResults.stored(SampleResults.lora(1, 0.75)), "s", "one")) {
      List<Future<PublishedSegment>> outcomes =
          threads.invokeAll(
              List.<Callable<PublishedSegment>>of(
                  () -> first.publish(Guard.NONE), () -> second.publish(Guard.NONE)));
      boolean firstWon = won(outcomes.get(0));
      assertThat(won(outcomes.get(1))).isNotEqualTo(firstWon);
      assertThat(ResultsReader.read(spark, folder))
          .containsExactly(SampleResults.lora(1, firstWon ? 0.25 : 0.75));
    } finally {
      threads.shutdown();
    }
    assertThat(files()).containsExactly("curves/one.parquet", "trials/one.parquet");
  }

  @Test
  void aCrashBeforePublishingShowsNoRows() throws IOException {
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.8)), "s", "one");
    StagedSegment left =
        Publishing.stage(
            spark, folder, SampleResults.stored(SampleResults.lora(2, 0.9)), "s", "two");
    assertThat(left.files().trials()).exists();
    assertThat(spark.read().parquet(folder.resolve("trials").toString()).count()).isEqualTo(1);
    assertThat(ResultsReader.read(spark, folder)).containsExactly(SampleResults.lora(1, 0.8));
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(2, 0.9)), "s", "two");
    assertThat(ResultsReader.read(spark, folder)).hasSize(2);
  }

  @Test
  void aCrashBetweenTheTwoFilesShowsNoRows() throws IOException {
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.8)), "s", "one");
    Publishing.publish(spark, folder, SampleResults.stored(SampleResults.lora(1, 0.9)), "s", "two");
    Files.delete(folder.resolve("trials/two.parquet"));
    assertThat(ResultsReader.read(spark, folder)).containsExactly(SampleResults.lora(1, 0.8));
  }

  @Test
  void ofATrialInOneSegmentTwiceTheLastToFinishIsKept() throws IOException {
    TrialResult early = SampleResults.lora(1, 0.1);
    TrialResult late =
        SampleResults.result(
            early.spec(),
            early.status(),
            null,
            "",
            early.measurements(),
            SampleResults.FINISHED.plusSeconds(9));
    Publishing.publish(spark, folder, SampleResults.stored(late, early), "s", "one");
    assertThat(ResultsReader.read(spark, folder)).containsExactly(late);
  }

  @Test
  void badNamesAndEmptySegmentsAreRefused() {
    List<StoredResult> results = SampleResults.stored(SampleResults.fewShot());
    for (String name : List.of("", "_x", ".x", "a/b", "../x")) {
      assertThatThrownBy(() -> Publishing.publish(spark, folder, results, "s", name))
          .hasMessageStartingWith("Invalid segment name: " + name);
    }
    assertThatThrownBy(() -> Publishing.publish(spark, folder, List.of(), "s", "one"))
        .hasMessage("Cannot publish segment one of sweep s without results");
  }

  private static boolean won(Future<PublishedSegment> outcome) throws InterruptedException {
    try {
      outcome.get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(SegmentExistsException.class);
      return false;
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
