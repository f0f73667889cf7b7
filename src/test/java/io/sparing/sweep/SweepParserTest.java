package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sparing.budget.Budget;
import io.sparing.measure.Metric;
import io.sparing.model.ReferenceModels;
import io.sparing.model.TinyFolder;
import io.sparing.needs.Estimator;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SweepParserTest {

  private static final String GOLDEN =
      """
      name: golden
      description: every rule of the format
      dataset: wordnet-topic
      metric: macro_f1
      timeout_minutes: 1.5
      preparation_timeout: 1h30m
      base:
        epochs: 2
        learning_rate: 0.001
        train_examples: 1_000
      blocks:
        - strategy: lora
          model: [minilm-l6, bge-small]
          lora_rank: [4, 16]
          target_modules: [[query, value], [value, key, query]]
        - lora_rank: [4, 8]
          strategy: [[zero-shot], [lora]]
          model: minilm-l6
          number_format: [fp32, int8]
        - strategy: few-shot
          model: minilm-l6
          shots: [8, 8]
      """;

  static Stream<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @Test
  void aBudgetIsAMappingOfCaps() {
    assertThat(Sweeps.parse(GOLDEN).budget()).isEqualTo(Budget.NONE);
    assertThat(Sweeps.parse(GOLDEN + "budget: {money: 5, hours: 0.5}\n").budget())
        .isEqualTo(Budget.parse("money=5,hours=0.5"));
    assertThat(
            SweepParser.parse(GOLDEN + "budget: {money: 5}\n", "s.yaml", List.of("budget={kwh: 1}"))
                .budget())
        .isEqualTo(Budget.parse("kwh=1"));
  }

  @Test
  void aFolderIsAModelAsItIsWritten(@TempDir Path folder) throws IOException {
    String model = TinyFolder.write(folder.resolve("My-Model"), "roberta");
    Sweep sweep =
        Sweeps.parse(
            """
            name: own
            dataset: wordnet-topic
            metric: accuracy
            blocks: [{strategy: linear-probe, model: %s, max_length: 38}]
            """
                .formatted(model));
    TrialSpec trial = sweep.trials().get(0);
    assertThat(trial.model()).isEqualTo(model);
    assertThat(Estimator.of(DeviceKind.CPU, 2).expect(trial).trainableParameters())
        .isEqualTo((16 + 1) * 12);
    JsonObject json = TrialSpecParser.toJson(trial);
    Files.delete(folder.resolve("My-Model/config.json")); // results outlive their models
    assertThat(TrialSpecParser.fromJson(json)).isEqualTo(trial);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyJobOfTheRepositoryParses(Path job) throws IOException {
    ReferenceModels.write();
    Sweep sweep = SweepParser.parse(job, List.of());
    assertThat(sweep.name()).isEqualTo(job.getFileName().toString().replace(".yaml", ""));
    assertThat(sweep.trials()).isNotEmpty();
    assertThat(sweep.collapsed()).isZero();
  }

  @Test
  void readsTheHeader() {
    Sweep sweep = Sweeps.parse(GOLDEN);
    assertThat(sweep.name()).isEqualTo("golden");
    assertThat(sweep.description()).isEqualTo("every rule of the format");
    assertThat(sweep.metric()).isEqualTo(Metric.MACRO_F1);
    assertThat(sweep.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(sweep.preparationTimeout()).isEqualTo(Duration.ofMinutes(90));
  }

  @Test
  void trialsAndTheirIdsAreThoseOfTheGoldenFile() throws IOException {
    Sweep sweep = Sweeps.parse(GOLDEN);
    List<String> lines = sweep.trials().stream().map(SweepParserTest::line).toList();
    try (var in = SweepParserTest.class.getResourceAsStream("golden-trials.txt")) {
      String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(String.join("\n", lines)).isEqualTo(golden.strip());
    }
    assertThat(sweep.collapsed()).isEqualTo(2);
  }

  private static String line(TrialSpec trial) {
    Object targets = trial.strategyParameters().getOrDefault("target_modules", "");
    return "%s %s %s".formatted(trial.id(), trial.label(), targets).strip();
  }

  @Test
  void baseSettingsThatAStrategyDoesNotTakeAreNotAppliedToIt() {
    Sweep sweep =
        Sweeps.parse(
            Sweeps.HEADER
                + """
                base: {model: minilm-l6, lora_rank: 4, learning_rate: 0.1, target_modules: [key]}
                blocks:
                  - strategy: [[zero-shot], [full], [lora]]
                """);
    assertThat(sweep.trials()).hasSize(3);
    assertThat(sweep.trials().get(0).training()).isEmpty();
    assertThat(sweep.trials().get(1).strategyParameters()).isEmpty();
    assertThat(sweep.trials().get(2).strategyParameters()).containsEntry("lora_rank", 4L);
    assertThat(sweep.trials().get(2).strategyParameters())
        .containsEntry("target_modules", List.of("key"));
  }

  @Test
  void datasetMayStandInTheBaseToo() {
    Sweep sweep =
        Sweeps.parse(
            """
            name: a
            metric: accuracy
            base: {dataset: wordnet-pairs}
            blocks: [{strategy: zero-shot, model: minilm-l6}]
            """);
    assertThat(sweep.trials().get(0).dataset()).isEqualTo("wordnet-pairs");
    assertThat(sweep.timeout()).isEqualTo(Sweep.DEFAULT_TIMEOUT);
    assertThat(sweep.preparationTimeout()).isEqualTo(Sweep.DEFAULT_TIMEOUT);
  }

  @Test
  void anOverrideReplacesTheBaseAndEveryBlock() {
    Sweep sweep = Sweeps.parse(GOLDEN, "epochs=1", "lora_rank=[2, 3]", "name=other");
    assertThat(sweep.name()).isEqualTo("other");
    assertThat(sweep.trials())
        .allSatisfy(t -> assertThat(t.training().map(s -> s.epochs()).orElse(1)).isEqualTo(1))
        .filteredOn(t -> t.strategy().equals("lora"))
        .extracting(t -> t.strategyParameters().get("lora_rank"))
        .containsOnly(2L, 3L);
  }

  @Test
  void anOverrideOfSeveralValuesIsCrossedIntoBlocksThatTakeIt() {
    Sweep sweep =
        Sweeps.parse(
            Sweeps.HEADER
                + """
                blocks:
                  - {strategy: bitfit, model: minilm-l6}
                  - {strategy: zero-shot, model: minilm-l6}
                """,
            "epochs=[1, 2]",
            "seed=[1, 2]");
    assertThat(sweep.trials()).hasSize(6);
    assertThat(sweep.collapsed()).isZero();
  }

  @Test
  void ofTwoOverridesOfOneKeyTheLaterHolds() {
    assertThat(Sweeps.parse(GOLDEN, "epochs=5", "epochs=7"))
        .isEqualTo(Sweeps.parse(GOLDEN, "epochs=7"));
  }
}
