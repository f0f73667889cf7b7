package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparing.data.ResolvedFiles;
import io.sparing.measure.Metric;
import io.sparing.plan.DataChecks;
import io.sparing.run.LocalTrialRunner;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on one's own file, with overrides in the place of a manifest. */
class OwnFileSweepTest {

  private static final List<String> ANIMALS = List.of("dog", "cat", "horse", "cow", "sheep");
  private static final List<String> FOODS = List.of("bread", "soup", "cheese", "rice", "cake");

  @TempDir private Path folder;

  private Path reviews(String... further) throws IOException {
    List<String> lines = new ArrayList<>(List.of("stars,review"));
    for (int i = 0; i < 40; i++) {
      lines.add("animal,\"I saw a %s, %d of them\"".formatted(ANIMALS.get(i % 5), i));
      lines.add("food,\"I ate some %s, %d times\"".formatted(FOODS.get(i % 5), i));
    }
    lines.addAll(List.of(further));
    return Files.write(folder.resolve("My reviews.csv"), lines);
  }

  private static Sweep sweep(Path file, String... further) {
    List<String> overrides =
        new ArrayList<>(List.of("dataset=" + file, "text=review", "label=stars"));
    overrides.addAll(List.of(further));
    return Sweeps.parse(
        Sweeps.HEADER
            + """
            base: {max_length: 16, epochs: 6}
            blocks:
              - {strategy: linear-probe, model: minilm-l6}
            """,
        overrides.toArray(String[]::new));
  }

  @Test
  void runsWithoutAManifest() throws IOException {
    Sweep sweep = sweep(reviews());
    assertThat(DataChecks.run(sweep.trials(), ResolvedFiles.ofThisProcess())).isEmpty();
    TrialResult result = new LocalTrialRunner().run(sweep.trials().get(0), share -> {});
    assertThat(result.message()).isEmpty();
    assertThat(result.measurements().find(Metric.ACCURACY).orElseThrow()).isGreaterThan(0.7);
    assertThat(result.measurements().find(Metric.ROWS_DROPPED)).hasValue(0);
    assertThat(result.measurements().find(Metric.ROWS_CUT)).hasValue(0);
    assertThat(result.measurements().find(Metric.CLASSES)).hasValue(2);
    assertThat(result.provenance().dataSha256()).hasSize(64);
  }

  @Test
  void whatIsWrongIsToldBeforeAndCountedInTheResult() throws IOException {
    Path file = reviews("animal,", "food," + "very ".repeat(20) + "long", "food,I ate, again");
    Sweep sweep = sweep(file, "validation=drop");
    assertThat(DataChecks.run(sweep.trials(), ResolvedFiles.ofThisProcess()))
        .containsExactly(
            "Data set %s: 83 rows, 1 empty text, 1 malformed row; 2 left out".formatted(file),
            "  My reviews.csv:82: empty text",
            "  My reviews.csv:84: 3 cells; expected 2; quote a text that holds a comma");
    TrialResult result = new LocalTrialRunner().run(sweep.trials().get(0), share -> {});
    assertThat(result.message()).isEmpty();
    assertThat(result.measurements().find(Metric.ROWS_DROPPED)).hasValue(2);
    assertThat(result.measurements().find(Metric.ROWS_EMPTY)).hasValue(1);
    assertThat(result.measurements().find(Metric.ROWS_MALFORMED)).hasValue(1);
    assertThat(result.measurements().find(Metric.ROWS_CUT)).hasValue(1);
  }

  @Test
  void rowsThatAreCutAreToldByFileAndLineAndRefusedIfStrict() throws IOException {
    Path file = reviews("food," + "very ".repeat(20) + "long", "animal," + "so ".repeat(20));
    TrialResult told = new LocalTrialRunner().prepare(trial(file), share -> {});
    assertThat(told.message())
        .isEqualTo(
            "minilm-l6 reads 2 rows of %s cut to max_length 16; first %s"
                .formatted(file, "My reviews.csv:83, My reviews.csv:82"));
    TrialSpec strict = trial(file, "validation=strict");
    for (TrialResult refused :
        List.of(
            new LocalTrialRunner().prepare(strict, share -> {}),
            new LocalTrialRunner().run(strict, share -> {}))) {
      assertThat(refused.category()).isEqualTo(FailureCategory.BAD_DATA);
      assertThat(refused.message())
          .isEqualTo(
              "Invalid rows: %s; expected all to be whole where validation is strict; raise max_length"
                  .formatted(told.message()));
    }
    TrialSpec longer = trial(file, "validation=strict", "max_length=32");
    assertThat(new LocalTrialRunner().prepare(longer, share -> {}).message()).isEmpty();
  }

  @Test
  void classesThatAreNotTrainedAreCounted() throws IOException {
    List<String> lines =
        List.of(
            "stars,review,part",
            "animal,a dog,train",
            "food,soup,train",
            "food,rice,dev",
            "tool,a saw,test",
            "plant,a tree,test");
    Path file = Files.write(folder.resolve("split.csv"), lines);
    TrialResult told = new LocalTrialRunner().prepare(trial(file, "split=part"), share -> {});
    assertThat(told.message()).isEmpty();
    assertThat(told.measurements().find(Metric.CLASSES_UNTRAINED)).hasValue(2);
    assertThat(told.measurements().find(Metric.ROWS_DROPPED)).hasValue(0);
  }

  private static TrialSpec trial(Path file, String... further) {
    return sweep(file, further).trials().get(0);
  }

  @Test
  void strictDataIsRefusedBeforeAnythingRuns() throws IOException {
    Sweep sweep = sweep(reviews("animal,"), "validation=strict");
    assertThatThrownBy(() -> DataChecks.run(sweep.trials(), ResolvedFiles.ofThisProcess()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("1 empty text; first My reviews.csv:82: empty text");
  }

  @Test
  void anUnreadableFileIsRefusedBeforeAnythingRuns() throws IOException {
    Path unreadable = Path.of("/proc/self/mem"); // Fails to be read, even for root.
    assumeTrue(Files.isRegularFile(unreadable), "no file that cannot be read");
    Path file = Files.createSymbolicLink(folder.resolve("mine.csv"), unreadable);
    Sweep sweep = sweep(file);
    assertThatThrownBy(() -> DataChecks.run(sweep.trials(), ResolvedFiles.ofThisProcess()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read " + file);
    Files.delete(file);
  }

  @Test
  void aFileThatIsGoneFailsItsTrial() throws IOException {
    Path file = reviews();
    Sweep sweep = sweep(file);
    Files.delete(file);
    TrialResult result = new LocalTrialRunner().run(sweep.trials().get(0), share -> {});
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.category()).isEqualTo(FailureCategory.BAD_DATA);
    assertThat(result.message()).isEqualTo("Cannot find the data file " + file);
  }
}
