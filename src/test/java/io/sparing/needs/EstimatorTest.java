package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.data.Datasets;
import io.sparing.measure.Metric;
import io.sparing.model.TinyFolder;
import io.sparing.selector.Trials;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstimatorTest {

  private static final Estimator TWO_CORES = Estimator.of(DeviceKind.CPU, 2);

  private static TrialSpec trial(String strategy, Object... more) {
    Map<String, Object> settings = new HashMap<>(Map.of("strategy", strategy));
    settings.putAll(Map.of("dataset", "wordnet-topic", "model", "minilm-l6"));
    settings.putAll(Map.of("train_examples", 2000, "test_examples", 1000));
    for (int i = 0; i < more.length; i += 2) {
      settings.put((String) more[i], more[i + 1]);
    }
    return TrialSpecParser.fromSettings(settings);
  }

  private static double seconds(TrialSpec spec) {
    return TWO_CORES.expect(spec).seconds().estimate();
  }

  @Test
  void trainableParametersAreCounted() {
    int head = 385 * 12;
    assertThat(TWO_CORES.expect(trial("zero-shot")).trainableParameters()).isZero();
    assertThat(TWO_CORES.expect(trial("linear-probe")).trainableParameters()).isEqualTo(head);
    assertThat(TWO_CORES.expect(trial("full")).trainableParameters()).isEqualTo(22_565_376L + head);
    assertThat(TWO_CORES.expect(trial("lora", "lora_rank", 8)).trainableParameters())
        .isEqualTo(6L * 8 * 2 * 768 + head);
    assertThat(TWO_CORES.expect(trial("bitfit")).trainableParameters())
        .isEqualTo(6L * (7 * 384 + 1536) + 384 + head); // layer norms' biases too
    assertThat(TWO_CORES.expect(trial("qlora+prompt")).trainableParameters())
        .isEqualTo(6L * 8 * 2 * 768 * 2 / 2 + 20 * 384 + head);
    assertThat(TWO_CORES.expect(trial("freeze", "frozen_layers", 6)).trainableParameters())
        .isEqualTo(head);
    assertThat(TWO_CORES.expect(trial("freeze", "frozen_layers", 99)).trainableParameters())
        .isZero();
  }

  @Test
  void theClassesAreThoseOfTheDataSet(@TempDir Path folder) throws IOException {
    for (String name : List.of("wordnet-topic", "sst-2", "ag-news")) {
      assertThat(TWO_CORES.expect(trial("linear-probe", "dataset", name)).trainableParameters())
          .isEqualTo(385L * Datasets.find(name).labels().size());
    }
    Path own = Files.writeString(folder.resolve("own.csv"), "text,label\nhot,red\ncold,blue\n");
    assertThat(
            TWO_CORES
                .expect(trial("linear-probe", "dataset", own.toString()))
                .trainableParameters())
        .as("only the rows of a file tell")
        .isEqualTo(385L * Assumptions.CLASSES);
  }

  @Test
  void int8TakesAByteForEachNumberOfALinearLayer() {
    long fp32 = TWO_CORES.expect(trial("zero-shot")).weightBytes();
    long int8 = TWO_CORES.expect(trial("zero-shot", "number_format", "int8")).weightBytes();
    assertThat(fp32).isEqualTo(4 * 22_565_376L);
    assertThat(fp32 - int8).isEqualTo(3L * 6 * (4 * 384 * 384 + 2 * 384 * 1536));
  }

  @Test
  void aFormatSaysWhatItsWeightsTake() {
    long fp32 = TWO_CORES.expect(trial("zero-shot")).weightBytes();
    long half = TWO_CORES.expect(trial("zero-shot", "number_format", "bf16")).weightBytes();
    long nf4 = TWO_CORES.expect(trial("zero-shot", "number_format", "nf4")).weightBytes();
    assertThat(half).isEqualTo(fp32 / 2);
    assertThat(fp32 - nf4).isCloseTo(36_876_000L, within(100_000L)); // as Nf4 measures MiniLM
    assertThat(seconds(trial("full", "number_format", "fp16")))
        .isGreaterThan(seconds(trial("full")));
  }

  @Test
  void neighboursKeepTheirTrainingRows() {
    Expectation none = TWO_CORES.expect(trial("zero-shot"));
    Expectation some = TWO_CORES.expect(trial("neighbours"));
    Expectation many = TWO_CORES.expect(trial("neighbours", "train_examples", 12_000));
    long row = 4 * (384 + 1);
    assertThat(some.weightBytes() - none.weightBytes()).isEqualTo(2_000 * row);
    assertThat(many.weightBytes() - none.weightBytes()).isEqualTo(12_000 * row);
    assertThat(many.hostBytes().estimate() - some.hostBytes().estimate())
        .isGreaterThan(10_000.0 * row);
    assertThat(some.seconds().estimate()).isGreaterThan(none.seconds().estimate());
    assertThat(many.seconds().estimate()).isGreaterThan(some.seconds().estimate());
  }

  @Test
  void dearerTrialsAreExpectedToTakeLonger() {
    assertThat(seconds(trial("zero-shot"))).isLessThan(seconds(trial("few-shot")));
    assertThat(seconds(trial("few-shot"))).isLessThan(seconds(trial("linear-probe")));
    assertThat(seconds(trial("linear-probe"))).isLessThan(seconds(trial("lora")));
    assertThat(seconds(trial("lora"))).isLessThan(seconds(trial("full")));
    assertThat(seconds(trial("lora", "model", "bge-small")))
        .isGreaterThan(1.8 * seconds(trial("lora")));
    assertThat(seconds(trial("zero-shot", "number_format", "int8")))
        .isLessThan(seconds(trial("zero-shot")));
    assertThat(seconds(trial("distillation"))).isGreaterThan(2 * seconds(trial("full")));
    assertThat(seconds(trial("full", "train_examples", 0))).isGreaterThan(seconds(trial("full")));
  }

  @Test
  void fullTrainingNeedsTheMostMemory() {
    double lora = TWO_CORES.expect(trial("lora")).hostBytes().estimate();
    double full = TWO_CORES.expect(trial("full")).hostBytes().estimate();
    assertThat(full - lora).isGreaterThan(200 << 20);
    assertThat(lora).isBetween(500.0 * (1 << 20), 2.0 * (1 << 30));
  }

  @Test
  void aTrainingStepOfTheDesignIsMetWithinAFactorOfTwo() {
    TrialSpec one = trial("full", "epochs", 1);
    TrialSpec two = trial("full", "epochs", 2);
    double aToken = (seconds(two) - seconds(one)) / (2000 * 24);
    assertThat(aToken * 16 * 64).isBetween(0.25, 1.0);
  }

  private static TrialResult took(TrialSpec spec, double seconds) {
    return Trials.of("zero-shot").measure(Metric.TOTAL_SECONDS, seconds).quality(0.5).of(spec);
  }

  @Test
  void estimatesFollowResultsOfLikeTrials() {
    Estimator one = Estimator.of(DeviceKind.CPU, 1);
    TrialSpec frozen = trial("zero-shot");
    TrialSpec full = trial("full");
    List<TrialResult> results =
        List.of(
            took(frozen, 2 * one.expect(frozen).seconds().estimate()),
            took(frozen, 2 * one.expect(frozen).seconds().estimate()),
            took(frozen, 90 * one.expect(frozen).seconds().estimate()),
            took(full, 0.5 * one.expect(full).seconds().estimate()),
            took(full, 0.5 * one.expect(full).seconds().estimate()),
            Trials.of("full").failed(FailureCategory.TIMEOUT).of(full));
    Estimator calibrated = TWO_CORES.calibrate(results);
    assertThat(factor(calibrated, frozen)).isBetween(1.5, 2.6);
    assertThat(factor(calibrated, full)).isBetween(0.4, 0.8);
    assertThat(factor(calibrated, trial("lora"))).isBetween(0.5, 2.0);
  }

  private static double factor(Estimator calibrated, TrialSpec spec) {
    return calibrated.expect(spec).seconds().estimate() / seconds(spec);
  }

  @Test
  void rowsShowHowLongTextsAreAndHowManyClassesThereAre(@TempDir Path folder) throws IOException {
    Path own = Files.writeString(folder.resolve("own.csv"), "text,label\nhot,red\ncold,blue\n");
    TrialSpec spec = trial("lora", "dataset", own.toString(), "max_length", 256);
    TrialResult row =
        Trials.of("lora")
            .measure(Metric.MAX_LENGTH_USED, 32)
            .measure(Metric.CLASSES, 2)
            .quality(0.5)
            .of(spec);
    Expectation before = TWO_CORES.expect(spec);
    Expectation after = TWO_CORES.calibrate(List.of(row)).expect(spec);
    assertThat(after.hostBytes().estimate()).isLessThan(0.9 * before.hostBytes().estimate());
    assertThat(before.trainableParameters() - after.trainableParameters())
        .isEqualTo(385L * (Assumptions.CLASSES - 2));
  }

  @Test
  void aTeacherCountsTowardsThePeakOfItsStudent() {
    double student = TWO_CORES.expect(trial("full")).hostBytes().estimate();
    double taught = TWO_CORES.expect(trial("distillation")).hostBytes().estimate();
    double teacher = TWO_CORES.expect(trial("full", "model", "bge-small")).hostBytes().estimate();
    assertThat(taught).isGreaterThan(student).isGreaterThanOrEqualTo(0.99 * teacher);
  }

  @Test
  void trialsThatWereNotStartedSayNothing() {
    TrialSpec spec = trial("lora");
    TrialResult refused = Trials.of("lora").failed(FailureCategory.WOULD_NOT_FIT).of(spec);
    Estimator calibrated = TWO_CORES.calibrate(List.of(refused));
    assertThat(calibrated.expect(spec)).isEqualTo(TWO_CORES.expect(spec));
    assertThat(calibrated.rows()).isZero();
  }

  @Test
  void resultsOfModelsThatHaveGoneSayNothing(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("mine");
    TinyFolder.write(model, "bert");
    TrialSpec gone = trial("zero-shot", "model", model.toString());
    Files.move(model, folder.resolve("elsewhere"));
    TrialSpec spec = trial("lora");
    assertThat(TWO_CORES.calibrate(List.of(took(gone, 100))).expect(spec))
        .isEqualTo(TWO_CORES.expect(spec));
  }

  @Test
  void withoutResultsNothingIsScaled() {
    TrialSpec spec = trial("lora");
    assertThat(TWO_CORES.calibrate(List.of()).expect(spec)).isEqualTo(TWO_CORES.expect(spec));
  }

  @Test
  void noCoresAreRefused() {
    assertThatThrownBy(() -> Estimator.of(DeviceKind.CPU, 0))
        .hasMessage("Invalid cores: 0; expected at least 1");
  }
}
