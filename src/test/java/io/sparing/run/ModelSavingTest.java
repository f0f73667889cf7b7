package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonParser;
import io.sparing.measure.Metric;
import io.sparing.model.TinyFolder;
import io.sparing.plan.ResolvedTrial;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.TrialSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSavingTest {

  @TempDir Path folder;

  @Test
  void aWorkersEnvironmentCarriesIt() {
    ModelSaving saving = new ModelSaving(List.of("peft", "torchscript"), folder);
    assertThat(ModelSaving.of(saving.environment())).isEqualTo(saving);
    assertThat(new ModelSaving(List.of(), folder).environment()).isEmpty();
    assertThat(ModelSaving.of(Map.of()).wanted()).isFalse();
  }

  private static final TrialSpec SPEC =
      TrialSpecs.spec(
          Map.of(
              "strategy",
              "linear-probe",
              "train_examples",
              24,
              "test_examples",
              24,
              "max_length",
              16,
              "epochs",
              1));

  private static TrialResult run(ModelSaving saving) {
    return run(saving, SPEC);
  }

  private static TrialResult run(ModelSaving saving, TrialSpec spec) {
    return new LocalTrialRunner(
            new Workplace(Device.cpu(), 1, saving, TeacherFiles.of(Map.of()), Controls.NONE),
            ResolvedTrial::of)
        .run(spec, share -> {});
  }

  @Test
  void aModelThatCannotBeWrittenLosesNothingThatWasMeasured() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    TrialResult result = run(new ModelSaving(List.of("torchscript"), file));
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.message()).startsWith("Failed to save the model: ").contains("file");
    assertThat(result.measurements().find(Metric.ACCURACY)).isPresent();
    assertThat(result.latencySamplesMillis()).isNotEmpty();
  }

  @Test
  void aFinishedTrialLeavesItsModelAndItsSettings() throws IOException {
    TrialResult result = run(new ModelSaving(List.of("peft", "huggingface"), folder));
    assertThat(result.message()).isEmpty();
    Path own = folder.resolve(SPEC.id());
    assertThat(
            TrialSpecParser.fromJson(
                JsonParser.parseString(Files.readString(own.resolve("trial.json")))
                    .getAsJsonObject()))
        .isEqualTo(SPEC);
    assertThat(Files.readString(own.resolve("README.txt")))
        .startsWith("minilm-l6 · linear-probe")
        .contains("peft: skipped, it trained no LoRA factors");
    assertThat(own.resolve("peft")).doesNotExist();
    assertThat(Files.size(own.resolve("huggingface/model.safetensors"))).isGreaterThan(90_000_000);
    assertThat(Files.size(own.resolve("huggingface/tokenizer.json"))).isGreaterThan(100_000);
  }

  @Test
  void whatKeepsTrainingRowsIsSavedWithThem() throws IOException {
    TrialSpec spec =
        TrialSpecs.spec(
            Map.of(
                "strategy",
                "neighbours",
                "model",
                TinyFolder.write(folder.resolve("tiny"), "bert"),
                "train_examples",
                24,
                "test_examples",
                24,
                "max_length",
                16));
    TrialResult result = run(new ModelSaving(List.of("torchscript", "huggingface"), folder), spec);
    assertThat(result.message()).isEmpty();
    Path own = folder.resolve(spec.id());
    assertThat(Files.readString(own.resolve("README.txt")))
        .contains("huggingface: skipped, it has NeighboursHead at classifier, which");
    double weights = result.measurements().find(Metric.WEIGHT_BYTES).orElseThrow();
    assertThat((double) Files.size(own.resolve("torchscript/model.pt"))).isGreaterThan(weights);
  }
}
