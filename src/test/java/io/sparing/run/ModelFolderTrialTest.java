package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Metric;
import io.sparing.model.TinyFolder;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trials on Hugging Face folders of tiny random encoders. */
class ModelFolderTrialTest {

  private static final TrialRunner RUNNER = new LocalTrialRunner();

  /** The head of 12 topics, and two factors of rank 2 for two linear layers in each of two. */
  private static final int HEAD = 12 * 16 + 12;

  private static final int FACTORS = 2 * 2 * 2 * 2 * 16;

  @TempDir private Path folder;

  private static TrialSpec spec(String model, String strategy) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "dataset", "wordnet-topic",
                "model", model,
                "strategy", strategy,
                "train_examples", 48,
                "test_examples", 24,
                "max_length", 24,
                "epochs", 1));
    if (strategy.equals("lora")) {
      settings.put("lora_rank", 2);
    }
    return TrialSpecParser.fromSettings(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "bert, linear-probe",
    "distilbert, linear-probe",
    "distilbert, lora",
    "roberta, linear-probe",
    "roberta, lora"
  })
  void aFolderIsAdaptedLikeAnyModel(String architecture, String strategy) throws IOException {
    String model = TinyFolder.write(folder, architecture);
    TrialResult result = RUNNER.run(spec(model, strategy), share -> {});
    assertThat(result.message()).isEmpty();
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.spec().model()).isEqualTo(model);
    assertThat(result.provenance().weightsSha256()).hasSize(64);
    assertThat(result.measurements().find(Metric.TRAIN_STEPS)).hasValue(3);
    assertThat(result.measurements().find(Metric.TRAINABLE_PARAMETERS))
        .hasValue(strategy.equals("lora") ? HEAD + FACTORS : HEAD);
    assertThat(result.measurements().find(Metric.ACCURACY)).isPresent();
  }

  @Test
  void aFolderThatIsGoneFailsItsTrial() throws IOException {
    String model = TinyFolder.write(folder, "bert");
    TrialSpec spec = spec(model, "linear-probe");
    Files.delete(folder.resolve("model.safetensors"));
    TrialResult result = RUNNER.run(spec, share -> {});
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.message())
        .isEqualTo("Cannot load %s: the folder %s has no model.safetensors", model, model);
    assertThat(result.provenance().weightsSha256()).isEmpty();
  }

  @Test
  void aTokenizerWithoutSpecialTokensIsToldAsItIsMadeReady() throws IOException {
    String model = TinyFolder.write(folder, "roberta");
    Path tokenizer = folder.resolve("tokenizer.json");
    Files.writeString(
        tokenizer,
        Files.readString(tokenizer)
            .replaceFirst("\"post_processor\":\\{[^}]*\\}", "\"post_processor\":null"));
    TrialResult ready = RUNNER.prepare(spec(model, "linear-probe"), share -> {});
    assertThat(ready.status()).isEqualTo(Status.OK);
    assertThat(ready.message().lines())
        .contains(
            model
                + " reads texts without the special tokens it was trained with: its tokenizer puts"
                + " none before or after them");
  }

  @Test
  void aTableThatLacksRowsIsRefusedAsTheModelIsMadeReady() throws IOException {
    String model = TinyFolder.write(folder, "bert");
    TrialSpec spec = spec(model, "linear-probe");
    Path words = folder.resolve("vocab.txt");
    Files.writeString(words, Files.readString(words) + "one\ntwo\n");
    TrialResult ready = new LocalTrialRunner().prepare(spec, share -> {});
    assertThat(ready.status()).isEqualTo(Status.FAILED);
    assertThat(ready.message())
        .isEqualTo(
            "Invalid tokenizer of %s: it has token ids up to 61 (two); the embedding table has 60"
                + " rows",
            model);
  }
}
