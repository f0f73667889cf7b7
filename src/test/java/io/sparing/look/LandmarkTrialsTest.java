package io.sparing.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.adapt.Strategies;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.ResolvedFiles;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.run.LocalTrialRunner;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkTrialsTest {

  private static final Provenance NOWHERE =
      new Provenance("", "", "", "", "", "", 1, "cpu", "", "", 1, Instant.EPOCH, Instant.EPOCH);

  @TempDir private Path folder;

  private final List<TrialSpec> ran = new ArrayList<>();

  private Dataset dataset() {
    return MadeUpFile.read(
        folder, 3000, i -> "text %d,,%s".formatted(i, i % 50 == 0 ? "rare" : "often"));
  }

  private static TrialResult right(TrialSpec spec, double accuracy, int rows) {
    Measurements measured =
        Measurements.NONE
            .with(Metric.ACCURACY, accuracy)
            .with(Metric.TEST_EXAMPLES_USED, (double) rows);
    return new TrialResult(spec, Status.OK, null, "", measured, List.of(), List.of(), NOWHERE);
  }

  @Test
  void everyStrategyThatTrainsNothingRunsOnTwoHundredRows() throws IOException {
    List<Dataset> read = new ArrayList<>();
    Landmarks landmarks =
        new LandmarkTrials(
                spec -> {
                  ran.add(spec);
                  read.add(Datasets.load(spec.dataset(), spec.data(), ResolvedFiles.in(List.of())));
                  return right(spec, 0.815, 200);
                })
            .run(dataset());
    assertThat(ran)
        .extracting(TrialSpec::strategy)
        .containsExactlyElementsOf(
            Strategies.known().values().stream()
                .filter(strategy -> !strategy.trains())
                .map(strategy -> strategy.name())
                .toList());
    assertThat(ran).extracting(TrialSpec::model).containsOnly("minilm-l6");
    assertThat(read).allSatisfy(rows -> assertThat(rows.train()).hasSize(200));
    assertThat(read).allSatisfy(rows -> assertThat(rows.test()).hasSize(200));
    assertThat(landmarks.best().orElseThrow().score()).hasValue(new Score(163, 200));
    assertThat(Files.exists(Path.of(ran.get(0).dataset()))).isFalse();
  }

  @Test
  void demonstrationsAreAsManyAsTheRarestClassHas() throws IOException {
    new LandmarkTrials(
            spec -> {
              ran.add(spec);
              return right(spec, 0.5, 100);
            })
        .run(dataset());
    assertThat(ran)
        .filteredOn(spec -> spec.strategyParameters().containsKey("shots"))
        .isNotEmpty()
        .allSatisfy(spec -> assertThat(spec.strategyParameters()).containsEntry("shots", 4L));
  }

  @Test
  void whatFailsSaysWhy() throws IOException {
    Landmarks landmarks =
        new LandmarkTrials(spec -> Failures.result(spec, FailureCategory.ERROR, "no luck", NOWHERE))
            .run(dataset());
    assertThat(landmarks.best()).isEmpty();
    assertThat(landmarks.all()).extracting(Landmark::failure).containsOnly("no luck");
    assertThat(LookParser.toJson(landmarks).toString()).contains("\"failure\":\"no luck\"");
  }

  @Test
  void aRealTrialReadsTheSample() throws IOException {
    LocalTrialRunner runner = new LocalTrialRunner();
    Dataset topics =
        MadeUpFile.read(
            folder,
            100,
            i ->
                "%s %d,,%s"
                    .formatted(i % 2 == 0 ? "a cat and a dog" : "a car", i, "ab".charAt(i % 2)));
    LandmarkSample sample = LandmarkSample.write(topics, folder);
    TrialSpec spec = LandmarkTrials.spec(Strategies.find("few-shot"), sample);
    TrialResult result = runner.run(spec, share -> {});
    assertThat(result.message()).isEmpty();
    assertThat(result.measurements().find(Metric.ACCURACY)).hasValue(1);
    assertThat(result.measurements().find(Metric.SHOTS_USED)).hasValue(8);
  }
}
