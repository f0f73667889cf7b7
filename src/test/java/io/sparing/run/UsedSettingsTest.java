package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Metric;
import io.sparing.model.Models;
import io.sparing.model.TinyFolder;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trials record of settings that ask for more than there is. */
class UsedSettingsTest {

  private static final TrialRunner RUNNER = new LocalTrialRunner();

  @TempDir private Path folder;
  private final Map<String, Object> settings = new HashMap<>();

  @BeforeEach
  void writeTenRows() throws IOException {
    List<String> rows = new ArrayList<>(List.of("text,label,split"));
    for (int i = 0; i < 10; i++) {
      String heldOut = i < 8 ? "validation" : "test";
      String split = i < 6 ? "train" : heldOut;
      rows.add("%s,%s,%s".formatted("abcde".repeat(i + 1), i % 2 == 0 ? "even" : "odd", split));
    }
    settings.putAll(
        Map.of(
            "dataset",
            Files.write(folder.resolve("ten.csv"), rows).toString(),
            "split",
            "split",
            "model",
            TinyFolder.write(folder.resolve("tiny"), "bert"),
            "max_length",
            30,
            "train_examples",
            5000,
            "test_examples",
            700));
  }

  private TrialSpec spec(Object... more) {
    for (int i = 0; i < more.length; i += 2) {
      settings.put((String) more[i], more[i + 1]);
    }
    return TrialSpecParser.fromSettings(settings);
  }

  private static double value(TrialResult result, Metric metric) {
    assertThat(result.message()).isEmpty();
    return result.measurements().find(metric).orElseThrow();
  }

  @Test
  void aTrainingRunRecordsWhatItUsed() {
    TrialResult result =
        RUNNER.run(
            spec(
                "strategy",
                "linear-probe",
                "batch_size",
                4,
                "gradient_accumulation_steps",
                100,
                "epochs",
                9,
                "learning_rate",
                1e-9,
                "early_stopping_patience",
                2),
            share -> {});
    assertThat(value(result, Metric.TRAIN_EXAMPLES_USED)).isEqualTo(6);
    assertThat(value(result, Metric.TEST_EXAMPLES_USED)).isEqualTo(2);
    assertThat(value(result, Metric.EPOCHS_USED)).isEqualTo(3);
    assertThat(value(result, Metric.BATCH_SIZE_USED)).isEqualTo(4);
    assertThat(value(result, Metric.GRADIENT_ACCUMULATION_STEPS_USED)).isEqualTo(2);
    assertThat(value(result, Metric.MAX_LENGTH_USED)).isEqualTo(30);
    assertThat(result.measurements().find(Metric.SHOTS_USED)).isEmpty();
    assertThat(result.spec().trainExamples()).isEqualTo(5000);
  }

  @Test
  void aBatchOfMoreThanAllRowsIsOneOfAll() {
    TrialResult result = RUNNER.run(spec("strategy", "linear-probe", "batch_size", 64), s -> {});
    assertThat(value(result, Metric.BATCH_SIZE_USED)).isEqualTo(6);
    assertThat(value(result, Metric.GRADIENT_ACCUMULATION_STEPS_USED)).isEqualTo(1);
  }

  @Test
  void untrainedStrategiesUseTheirDemonstrationsOrNothing() {
    TrialResult few = RUNNER.run(spec("strategy", "few-shot", "shots", 2), share -> {});
    assertThat(value(few, Metric.TRAIN_EXAMPLES_USED)).isEqualTo(4);
    assertThat(value(few, Metric.SHOTS_USED)).isEqualTo(2);
    settings.remove("shots");
    TrialResult none = RUNNER.run(spec("strategy", "zero-shot"), share -> {});
    assertThat(value(none, Metric.TRAIN_EXAMPLES_USED)).isZero();
    assertThat(none.measurements().find(Metric.EPOCHS_USED)).isEmpty();
  }

  @Test
  void neighboursUseAllTrainingRowsAndTakeTimeToReadThem() {
    TrialResult result = RUNNER.run(spec("strategy", "neighbours", "n_neighbors", 3), s -> {});
    assertThat(value(result, Metric.TRAIN_EXAMPLES_USED)).isEqualTo(6);
    assertThat(value(result, Metric.TRAIN_SECONDS)).isPositive();
    assertThat(value(result, Metric.DEVICE_HOURS)).isPositive();
    assertThat(value(result, Metric.TRAINABLE_PARAMETERS)).isZero();
    assertThat(value(result, Metric.TEST_LOSS)).isBetween(0.01, 5.0);
    assertThat(result.measurements().find(Metric.SHOTS_USED)).isEmpty();
    assertThat(result.measurements().find(Metric.EPOCHS_USED)).isEmpty();
    TrialResult fewer = RUNNER.run(spec("train_examples", 4), share -> {});
    assertThat(value(fewer, Metric.TRAIN_EXAMPLES_USED)).isEqualTo(4);
    assertThat(value(result, Metric.WEIGHT_BYTES) - value(fewer, Metric.WEIGHT_BYTES))
        .isEqualTo(2.0 * Float.BYTES * (hidden() + 1));
  }

  private int hidden() {
    return Models.find((String) settings.get("model")).hidden();
  }

  @Test
  void fewerRowsThanAskedForAreToldBeforehand() throws IOException {
    TrialResult ready = RUNNER.prepare(spec("strategy", "linear-probe", "max_length", 60), s -> {});
    assertThat(ready.message().lines())
        .containsExactly(
            "%s has 6 training rows, fewer than train_examples asks for; all are used"
                .formatted(settings.get("dataset")),
            "%s has 2 test rows, fewer than test_examples asks for; all are used"
                .formatted(settings.get("dataset")));
    assertThat(RUNNER.prepare(spec("train_examples", 6, "test_examples", 0), s -> {}).message())
        .isEmpty();
  }

  @Test
  void strictValidationRefusesThem() {
    TrialResult result =
        RUNNER.run(
            spec("strategy", "zero-shot", "validation", "strict", "max_length", 60), share -> {});
    assertThat(result.category()).isEqualTo(FailureCategory.BAD_DATA);
    assertThat(result.message())
        .startsWith("Invalid rows: ")
        .contains(" has 6 training rows, fewer than train_examples asks for; ")
        .endsWith("where validation is strict; ask for fewer, or for all with 0");
  }
}
