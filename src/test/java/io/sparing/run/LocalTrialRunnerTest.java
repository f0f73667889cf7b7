package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.sparing.measure.Metric;
import io.sparing.model.Classifier;
import io.sparing.plan.ResolvedTrial;
import io.sparing.quant.MadeUpFormat;
import io.sparing.quant.NumberFormat;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.TrialSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trials on WordNet, small. */
class LocalTrialRunnerTest {

  private static final TrialRunner RUNNER = new LocalTrialRunner();

  /** Chance among the topics; each has a share of about one in twelve. */
  private static final double CHANCE = 0.125;

  private static final Set<Metric> ALWAYS =
      EnumSet.of(
          Metric.ACCURACY,
          Metric.MACRO_F1,
          Metric.MACRO_PRECISION,
          Metric.MACRO_RECALL,
          Metric.TEST_LOSS,
          Metric.LATENCY_P50,
          Metric.LATENCY_P95,
          Metric.THROUGHPUT,
          Metric.WEIGHT_BYTES,
          Metric.TRAINABLE_PARAMETERS,
          Metric.TOTAL_PARAMETERS,
          Metric.COLD_START,
          Metric.TOTAL_SECONDS,
          Metric.ROWS_DROPPED,
          Metric.ROWS_EMPTY,
          Metric.ROWS_NOT_UTF8,
          Metric.ROWS_MALFORMED,
          Metric.ROWS_UNKNOWN,
          Metric.ROWS_NESTED,
          Metric.ROWS_ODD_LABEL,
          Metric.ROWS_CONTRADICTING,
          Metric.CLASSES_UNEVEN,
          Metric.ROWS_LEAKED,
          Metric.ROWS_CUT,
          Metric.CLASSES,
          Metric.CLASSES_UNTRAINED,
          Metric.TRAIN_EXAMPLES_USED,
          Metric.TEST_EXAMPLES_USED,
          Metric.MAX_LENGTH_USED);
  private static final Set<Metric> OF_THE_KERNEL =
      EnumSet.of(
          Metric.PEAK_HOST_BYTES,
          Metric.INFERENCE_HOST_BYTES,
          Metric.TRIAL_COST,
          Metric.COST_PER_1000_ANSWERS);
  private static final Set<Metric> OF_TRAINING =
      EnumSet.of(
          Metric.VALIDATION_ACCURACY,
          Metric.TRAIN_STEPS,
          Metric.TRAIN_SECONDS,
          Metric.TIMED_STEPS,
          Metric.GRADIENT_BYTES,
          Metric.OPTIMIZER_BYTES,
          Metric.TRAIN_THROUGHPUT,
          Metric.DEVICE_HOURS,
          Metric.TRAIN_COST,
          Metric.EPOCHS_USED,
          Metric.BATCH_SIZE_USED,
          Metric.GRADIENT_ACCUMULATION_STEPS_USED);

  /** Null where trials do not meet others. */
  private static final Set<Metric> OF_COMPANY =
      EnumSet.of(Metric.COMPANY, Metric.COLD_START_COMPANY, Metric.WAITED_SECONDS);

  /** Whether they can be taken depends on the machine and the training; if not, a note says why. */
  private static final Set<Metric> ALONE =
      EnumSet.of(Metric.TRAIN_SECONDS_ALONE, Metric.STEP_MILLIS_ALONE);

  private static TrialResult run(Object... namesAndValues) {
    return RUNNER.run(spec(namesAndValues), share -> {});
  }

  private static TrialSpec spec(Object... namesAndValues) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "dataset",
                "wordnet-topic",
                "model",
                "minilm-l6",
                "train_examples",
                96,
                "test_examples",
                48,
                "max_length",
                32));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return TrialSpecParser.fromSettings(settings);
  }

  private static void measuredEverything(TrialResult result, boolean trained) {
    assertThat(result.message()).isEmpty();
    assertThat(result.status()).isEqualTo(Status.OK);
    Set<Metric> expected = EnumSet.copyOf(ALWAYS);
    if (trained) {
      expected.addAll(OF_TRAINING);
    }
    Set<Metric> measured = EnumSet.copyOf(result.measurements().values().keySet());
    measured.removeAll(OF_THE_KERNEL);
    measured.removeAll(ALONE);
    measured.removeAll(OF_COMPANY);
    assertThat(measured).isEqualTo(expected);
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(result.measurements().values()).containsKeys(OF_THE_KERNEL.toArray(Metric[]::new));
    }
    if (trained) {
      assertThat(result.measurements().notes()).containsKeys(ALONE.toArray(Metric[]::new));
    }
    assertThat(result.latencySamplesMillis()).hasSizeBetween(30, 100).allMatch(m -> m > 0);
    assertThat(result.provenance().weightsSha256()).hasSize(64);
    assertThat(result.provenance().dataSha256()).hasSize(64);
    assertThat(result.provenance().lanes()).isEqualTo(1);
  }

  private static double value(TrialResult result, Metric metric) {
    return result.measurements().find(metric).orElseThrow();
  }

  @Test
  void aPreparationTellsWhatTheTrialWillTellOfTheRows() throws IOException {
    TrialSpec spec = spec("strategy", "zero-shot", "max_length", 12);
    TrialResult prepared = RUNNER.prepare(spec, share -> {});
    assertThat(prepared.ok()).as(prepared.message()).isTrue();
    assertThat(value(prepared, Metric.ROWS_CUT)).isPositive();
    assertThat(prepared.message())
        .startsWith("minilm-l6 reads ")
        .contains(" rows of wordnet-topic cut to max_length 12; first train:");
    TrialResult run = RUNNER.run(spec, share -> {});
    prepared
        .measurements()
        .values()
        .forEach((metric, value) -> assertThat(value(run, metric)).isEqualTo(value));
    TrialResult absent =
        RUNNER.prepare(spec("strategy", "zero-shot", "model", "/nowhere/model"), share -> {});
    assertThat(absent.status()).isEqualTo(Status.FAILED);
    assertThat(absent.message()).contains("/nowhere/model");
  }

  @Test
  void aPreparationKeepsTheTeachersTokensToo(@TempDir Path cache) throws IOException {
    String before = System.getProperty("sparing.cache");
    System.setProperty("sparing.cache", cache.toString());
    try {
      TrialSpec spec = spec("strategy", "distillation", "teacher", "bge-small");
      assertThat(RUNNER.prepare(spec, share -> {}).ok()).isTrue();
    } finally {
      if (before == null) {
        System.clearProperty("sparing.cache");
      } else {
        System.setProperty("sparing.cache", before);
      }
    }
    assertThat(cache.resolve("tokens"))
        .isDirectoryContaining("glob:**.tokens")
        .satisfies(
            tokens -> {
              try (Stream<Path> files = Files.list(tokens)) {
                assertThat(files.filter(file -> file.toString().endsWith(".tokens"))).hasSize(2);
              }
            });
  }

  @Test
  void aLinearProbeLearnsAndReportsItsCurve() {
    List<Double> shares = new ArrayList<>();
    TrialSpec spec =
        TrialSpecs.spec(
            Map.of(
                "strategy",
                "linear-probe",
                "train_examples",
                96,
                "test_examples",
                48,
                "max_length",
                32,
                "epochs",
                10));
    TrialResult result = RUNNER.run(spec, shares::add);
    measuredEverything(result, true);
    assertThat(result.spec()).isEqualTo(spec);
    assertThat(value(result, Metric.ACCURACY)).isGreaterThan(2 * CHANCE);
    assertThat(value(result, Metric.TRAIN_STEPS)).isEqualTo(60);
    assertThat(shares).isSorted().endsWith(1.0).hasSize(60);
    assertThat(result.curve())
        .filteredOn(point -> point.validationScore() != null)
        .extracting(CurvePoint::epoch)
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0);
    assertThat(result.curve().get(result.curve().size() - 1).validationScore())
        .isEqualTo(value(result, Metric.VALIDATION_ACCURACY));
    assertThat(result.measurements().values()).containsKeys(OF_COMPANY.toArray(Metric[]::new));
  }

  /** Curves are of the model in training. */
  @Test
  void theValidationAccuracyIsThatOfTheDeployedModel() {
    TrialResult result =
        new LocalTrialRunner(
                new Workplace(
                    Device.cpu(),
                    1,
                    ModelSaving.of(Map.of()),
                    TeacherFiles.of(Map.of()),
                    Controls.NONE),
                spec -> ResolvedTrial.of(spec).with(new Headless()))
            .run(spec("strategy", "linear-probe", "epochs", 10), share -> {});
    measuredEverything(result, true);
    double trained = result.curve().get(result.curve().size() - 1).validationScore();
    assertThat(trained).isGreaterThan(2 * CHANCE);
    assertThat(value(result, Metric.VALIDATION_ACCURACY)).isLessThan(trained / 2);
  }

  /** A format so coarse that nothing is left of the head. */
  private static final class Headless extends MadeUpFormat {

    Headless() {
      super("fp0");
    }

    @Override
    public ScriptModule apply(ScriptModule model) {
      return model.map(
          (path, module) ->
              path.equals(Classifier.HEAD)
                  ? module.withBuffer("weight", TensorData.zeros(module.tensor("weight").shape()))
                  : module);
    }
  }

  @Test
  void zeroShotAnswersWithoutTrainingAndInt8IsSmaller() {
    TrialResult exact = run("strategy", "zero-shot");
    TrialResult small = run("strategy", "zero-shot", "number_format", "int8");
    measuredEverything(exact, false);
    measuredEverything(small, false);
    assertThat(exact.curve()).isEmpty();
    assertThat(value(exact, Metric.TRAINABLE_PARAMETERS)).isZero();
    assertThat(value(exact, Metric.ACCURACY)).isGreaterThan(2 * CHANCE);
    assertThat(value(small, Metric.ACCURACY)).isGreaterThan(2 * CHANCE);
    assertThat(value(small, Metric.WEIGHT_BYTES)).isLessThan(value(exact, Metric.WEIGHT_BYTES));
    assertThat(value(small, Metric.TOTAL_PARAMETERS))
        .isEqualTo(value(exact, Metric.TOTAL_PARAMETERS));
  }

  @Test
  void loraTrainsAndAnswersWithMergedWeights() {
    TrialResult result = run("strategy", "lora", "train_examples", 48, "epochs", 1);
    measuredEverything(result, true);
    assertThat(value(result, Metric.TRAIN_STEPS)).isEqualTo(3);
    TrialResult probe = run("strategy", "linear-probe", "train_examples", 48, "epochs", 1);
    assertThat(value(result, Metric.TOTAL_PARAMETERS))
        .isEqualTo(value(probe, Metric.TOTAL_PARAMETERS));
    assertThat(value(result, Metric.TRAINABLE_PARAMETERS))
        .isEqualTo(value(probe, Metric.TRAINABLE_PARAMETERS) + 73728);
  }

  @Test
  void tooManyShotsAreBadData() {
    TrialResult result = run("strategy", "few-shot", "shots", 1000);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.category()).isEqualTo(FailureCategory.BAD_DATA);
    assertThat(result.message())
        .matches(
            "Cannot draw 1000 demonstrations of class [a-z.]+: the training rows have \\d+; lower"
                + " shots");
    assertThat(result.measurements().values())
        .containsOnlyKeys(
            Metric.ROWS_DROPPED,
            Metric.ROWS_EMPTY,
            Metric.ROWS_NOT_UTF8,
            Metric.ROWS_MALFORMED,
            Metric.ROWS_UNKNOWN,
            Metric.ROWS_NESTED,
            Metric.ROWS_ODD_LABEL,
            Metric.ROWS_CONTRADICTING,
            Metric.CLASSES_UNEVEN,
            Metric.ROWS_LEAKED,
            Metric.ROWS_CUT,
            Metric.CLASSES,
            Metric.CLASSES_UNTRAINED);
  }

  @Test
  void anAbsurdLearningRateDiverges() {
    TrialResult result =
        run("strategy", "full", "learning_rate", 10, "epochs", 2, "max_grad_norm", 0);
    assertThat(result.message()).startsWith("Training diverged: the loss is ");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.category()).isEqualTo(FailureCategory.DIVERGED);
    assertThat(result.measurements().find(Metric.ACCURACY)).isEmpty();
    assertThat(result.measurements().find(Metric.TRAINABLE_PARAMETERS)).isPresent();
  }

  @Test
  void aFormatThatTheProcessorCannotDoIsUnsupportedBeforeTraining() {
    NumberFormat failing =
        new MadeUpFormat("fp7") {
          @Override
          public ScriptModule apply(ScriptModule model) {
            return model.map(
                (path, module) ->
                    module.name().equals(Layers.LINEAR)
                        ? module.as(
                            "Odd", "def forward(self, x: Tensor) -> Tensor:\n  return torch.fp7(x)")
                        : module);
          }
        };
    List<Double> shares = new ArrayList<>();
    TrialResult result =
        new LocalTrialRunner(
                new Workplace(
                    Device.cpu(),
                    1,
                    ModelSaving.of(Map.of()),
                    TeacherFiles.of(Map.of()),
                    Controls.NONE),
                spec -> ResolvedTrial.of(spec).with(failing))
            .run(spec("strategy", "lora", "train_examples", 48, "epochs", 1), shares::add);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.category()).isEqualTo(FailureCategory.UNSUPPORTED);
    assertThat(result.message()).startsWith("Cannot compute in fp7 on this processor: ");
    assertThat(shares).isEmpty();
  }

  @Test
  void halfPrecisionIsTrainedInAndHalvesTheWeights() {
    isHalved("linear-probe", "bf16");
    isHalved("lora", "bf16");
  }

  @Test
  void fp16IsTrainedInWithAScaledLoss() {
    isHalved("lora", "fp16");
  }

  /** Short, as processors without units for a format are slow in it. */
  private static TrialResult shortTrial(String strategy, String format) {
    return run(
        "strategy",
        strategy,
        "train_examples",
        32,
        "test_examples",
        16,
        "max_length",
        16,
        "epochs",
        1,
        "number_format",
        format);
  }

  private static void isHalved(String strategy, String format) {
    TrialResult exact = shortTrial(strategy, "fp32");
    TrialResult half = shortTrial(strategy, format);
    measuredEverything(half, true);
    assertThat(value(half, Metric.WEIGHT_BYTES)).isEqualTo(value(exact, Metric.WEIGHT_BYTES) / 2);
    assertThat(value(half, Metric.TRAINABLE_PARAMETERS))
        .isEqualTo(value(exact, Metric.TRAINABLE_PARAMETERS));
    assertThat(value(half, Metric.TEST_LOSS))
        .isNotEqualTo(value(exact, Metric.TEST_LOSS))
        .isCloseTo(value(exact, Metric.TEST_LOSS), within(0.02));
  }

  @Test
  void qloraTrainsBesideFourBitsAndKeepsThem() {
    TrialResult lora = run("strategy", "lora", "train_examples", 48, "epochs", 1);
    TrialResult qlora = run("strategy", "qlora", "train_examples", 48, "epochs", 1);
    measuredEverything(qlora, true);
    assertThat(qlora.spec().numberFormat()).isEqualTo("nf4");
    assertThat(value(qlora, Metric.TRAINABLE_PARAMETERS))
        .isEqualTo(value(lora, Metric.TRAINABLE_PARAMETERS));
    assertThat(value(qlora, Metric.TOTAL_PARAMETERS))
        .isEqualTo(value(lora, Metric.TOTAL_PARAMETERS) + 73728 + 12); // a scale a layer
    assertThat(value(qlora, Metric.WEIGHT_BYTES))
        .isLessThan(0.62 * value(lora, Metric.WEIGHT_BYTES));
    assertThat(value(qlora, Metric.TEST_LOSS))
        .isNotEqualTo(value(lora, Metric.TEST_LOSS))
        .isCloseTo(value(lora, Metric.TEST_LOSS), within(0.1));
  }

  @Test
  void aStackTrainsAllItsParts() {
    TrialResult stack =
        run("strategy", "qlora+prompt", "train_examples", 48, "epochs", 1, "num_virtual_tokens", 5);
    measuredEverything(stack, true);
    TrialResult qlora = run("strategy", "qlora", "train_examples", 48, "epochs", 1);
    assertThat(value(stack, Metric.TRAINABLE_PARAMETERS))
        .isEqualTo(value(qlora, Metric.TRAINABLE_PARAMETERS) + 5 * 384);
  }

  @Test
  void theTeachersTimeCountsAsTraining() {
    TrialResult full = run("strategy", "full", "train_examples", 48, "epochs", 1);
    TrialResult taught =
        run("strategy", "distillation", "train_examples", 48, "epochs", 1, "teacher", "minilm-l6");
    measuredEverything(taught, true);
    double own = taught.curve().get(taught.curve().size() - 1).seconds();
    assertThat(value(taught, Metric.TRAIN_SECONDS)).isGreaterThan(1.3 * own);
    assertThat(value(taught, Metric.WEIGHT_BYTES)).isEqualTo(value(full, Metric.WEIGHT_BYTES));
  }

  @Test
  void quantizationAwareTrainingEndsInInt8() {
    TrialResult full =
        run("strategy", "full", "train_examples", 48, "epochs", 1, "number_format", "int8");
    TrialResult qat = run("strategy", "qat", "train_examples", 48, "epochs", 1);
    measuredEverything(qat, true);
    assertThat(value(qat, Metric.WEIGHT_BYTES)).isEqualTo(value(full, Metric.WEIGHT_BYTES));
  }
}
