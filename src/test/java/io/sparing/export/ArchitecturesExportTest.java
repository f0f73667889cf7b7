package io.sparing.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Lora;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.model.TinyBert;
import io.sparing.model.TinyFolder;
import io.sparing.script.LoadedScript;
import io.sparing.script.SafetensorsFile;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoders of other architectures are saved under the names that their class has for them. */
class ArchitecturesExportTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "distilbert, transformer.layer.1.attention.q_lin",
    "roberta, encoder.layer.1.attention.self.query",
    "xlm-roberta, encoder.layer.1.attention.self.query",
    "electra, encoder.layer.1.attention.self.query",
    "mpnet, encoder.layer.1.attention.attn.q"
  })
  void whatIsSavedIsReadAgain(String architecture, String query) throws IOException {
    ModelManifest manifest = Models.find(TinyFolder.write(folder.resolve("base"), architecture));
    FinishedModel model = lora(manifest);
    write("huggingface", model);
    ModelManifest saved = Models.find(folder.resolve("huggingface").toString());
    assertThat(saved.architecture()).isEqualTo(architecture);
    assertThat(saved.configuration()).isEqualTo(manifest.configuration());
    assertThat(vectors(Encoders.load(saved))).isEqualTo(vectors(model.merged()));
    assertThat(vectors(model.merged())).isNotEqualTo(vectors(Encoders.load(manifest)));
    write("peft", model);
    assertThat(SafetensorsFile.read(folder.resolve("peft/adapter_model.safetensors")).names())
        .hasSize(8)
        .contains("base_model.model." + query + ".lora_A.weight");
  }

  private void write(String format, FinishedModel model) throws IOException {
    ExportFormat export = ExportFormats.find(format);
    assertThat(export.refusal(model)).isEmpty();
    Files.createDirectories(folder.resolve(format));
    export.write(model, folder.resolve(format));
  }

  private static FinishedModel lora(ModelManifest manifest) throws IOException {
    Lora lora = new Lora();
    SortedMap<String, Object> parameters = StrategyParameters.of(lora);
    ScriptModule adapted =
        lora.adapt(
            Encoders.load(manifest),
            new Adaptation(
                manifest,
                new Unprompted(TinyBert.CLASSES),
                List.of(new Adaptation.Lane(parameters, 1))));
    Map<String, TensorData> values = new LinkedHashMap<>(adapted.allParameters());
    values.replaceAll((path, value) -> TinyBert.formula(path, value.shape()));
    ScriptModule trained = adapted.withParameters(values);
    ScriptModule merged = lora.deploy(trained, 0);
    return new FinishedModel(
        "tiny",
        manifest,
        List.of("red", "green", "blue"),
        trained,
        0,
        merged,
        merged,
        "fp32",
        Optional.empty(),
        () -> ModelFiles.tokenizer(manifest));
  }

  private static float[] vectors(ScriptModule model) throws IOException {
    Shape shape = new Shape(TinyBert.ROWS, TinyBert.LENGTH);
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs =
          Stream.of(TinyBert.ids(), TinyBert.types(), TinyBert.mask())
              .map(values -> manager.create(values, shape))
              .toList();
      return script.call(manager, "embed", inputs).toFloatArray();
    }
  }
}
