package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.ledger.Ledger;
import io.sparing.measure.Measurements;
import io.sparing.model.TinyFolder;
import io.sparing.process.Provenances;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sweeps through the command line. */
class SweepExitCodeTest {

  private static final String CLASS_PATH = "spark.sparing.worker.classpath";

  private static final String HOME = "sparing.home";

  /** A sweep whose only trial fails. */
  private static final String SWEEP =
      """
      name: none
      dataset: wordnet-topic
      metric: accuracy
      base:
        train_examples: 16
        test_examples: 16
      blocks:
        - strategy: full
          model: minilm-l6
      """;

  @TempDir private Path folder;

  @BeforeEach
  void findWorkers() {
    System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
  }

  @AfterEach
  void forgetWorkers() {
    System.clearProperty(CLASS_PATH);
    System.clearProperty(HOME);
  }

  @Test
  void aSweepOfWhichNothingCameEndsWithOne() throws IOException {
    Path file = Files.writeString(folder.resolve("none.yaml"), SWEEP);
    endsWithOne("1 of 1 trials failed", "sweep", file.toString());
  }

  @Test
  void aQuickstartWithoutTwoTrialsToLearnFromEndsWithOne() throws IOException {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    Files.writeString(jobs.resolve("quickstart.yaml"), SWEEP);
    System.setProperty(HOME, folder.toString());
    endsWithOne("Cannot learn rules: fewer than two trials succeeded", "quickstart");
  }

  /** Writes a sweep of two trials that cannot be prepared. */
  private Path brokenModel(Path model) throws IOException {
    TinyFolder.write(model, "bert");
    Files.writeString(model.resolve("tokenizer.json"), "{\"model\": {\"vocab\": {\"a\": 0}}}");
    return Files.writeString(
        folder.resolve("none.yaml"),
        "description: two of a broken model\n"
            + SWEEP.replace("minilm-l6", model.toString())
            + "    seed: [0, 1]\n");
  }

  @Test
  void eventsAreAllThatStandardOutputHasIfTheyAreAskedFor() throws IOException {
    Path file = brokenModel(folder.resolve("mine"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        "sweep",
        file.toString(),
        "--results=" + folder,
        "--progress=JSON");
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.startsWith("{\"version\":1,"));
    assertThat(lines.get(0)).contains("\"event\":\"sweep_started\"", "\"missing\":2");
    assertThat(lines).filteredOn(line -> line.contains("\"trial_ended\"")).hasSize(2);
    assertThat(lines.get(lines.size() - 1)).contains("\"ended\":{\"FAILED\":2}");
    assertThat(Files.readAllLines(folder.resolve("none").resolve("events.jsonl"))).isEqualTo(lines);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("[1/2] failed", "2 of 2 trials failed");
  }

  @Test
  void aPreparationThatFailsEndsItsTrials() throws IOException {
    Path model = folder.resolve("mine");
    Path file = brokenModel(model);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(stream, stream, "sweep", file.toString(), "--results=" + folder);
    assertThat(code).isEqualTo(1);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(said)
        .contains("two of a broken model\nSweep none: 2 trials to run")
        .containsOnlyOnce("%s cannot be made ready on wordnet-topic: ".formatted(model))
        .containsPattern("\n\\[1/2\\] failed .* Failed to parse a tokenizer")
        .containsPattern("\n\\[2/2\\] failed .* Failed to parse a tokenizer")
        .contains("2 of 2 trials failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--slots=1", "--dry-run"})
  void resultsOfAnotherDeviceAreNotTakenForThisOnes(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("none.yaml"), SWEEP);
    TrialSpec trial = SweepParser.parse(file, List.of()).trials().get(0);
    Instant now = Instant.now();
    try (Ledger ledger = Ledger.open(folder.resolve("none"))) {
      ledger.append(
          WrittenResult.of(
              new TrialResult(
                  trial,
                  Status.OK,
                  null,
                  "",
                  Measurements.NONE,
                  List.of(),
                  List.of(),
                  Provenances.ofThisProcess(1, "gpu", now, now))));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(stream, stream, "sweep", file.toString(), "--results=" + folder, option);
    assertThat(code).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "Invalid device: cpu; sweep none has results of gpu; give it a name of its own:"
                + " --set name=none-cpu");
  }

  private void endsWithOne(String said, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--results", folder.toString(), "--slots=1", "--timeout=1s"));
    int code = Main.run(stream, stream, arguments.toArray(String[]::new));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("TIMEOUT", said);
    assertThat(code).isEqualTo(1);
  }
}
