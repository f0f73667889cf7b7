package io.sparing.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.model.RowLengths;
import io.sparing.model.TinyBert;
import io.sparing.script.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The layout of what is saved. The files stay in {@code target/exports} with the logits that
 * Sparing gave, where {@code src/test/parity/exports.py} loads them in Python.
 */
class ExportsTest {

  private static final Path FOLDER = Path.of("target", "exports");

  /** What holds a strategy's model, where that is not TorchScript and Hugging Face's layout. */
  private static final Map<String, List<String>> HELD =
      Map.of(
          "lora", ExportFormats.NAMES,
          "lora-fa", ExportFormats.NAMES,
          "qlora", List.of("peft", "torchscript"),
          "adapter", List.of("torchscript"),
          "prompt", List.of("torchscript"));

  /** What the tiny model needs in place of defaults. */
  private static final Map<String, Map<String, Object>> FITTING =
      Map.of("freeze", Map.of("frozen_layers", 1L), "distillation", Map.of("hidden_weight", 0.0));

  private static final Map<String, Object> RANK_2 =
      Map.of("lora_rank", 2L, "lora_alpha", 4.0, "target_modules", List.of("query", "output"));
  private static final Map<String, Object> RANK_4 =
      Map.of("lora_rank", 4L, "lora_alpha", 6.0, "target_modules", List.of("query", "output"));

  private static final Map<String, Object> DORA =
      Map.of(
          "lora_rank",
          2L,
          "lora_alpha",
          4.0,
          "target_modules",
          List.of("query", "output"),
          "use_dora",
          true);

  @BeforeAll
  static void save() throws IOException {
    FinishedModel base = TinyModels.of("linear-probe", "fp32", Map.of());
    FinishedModel lora = TinyModels.of("lora", "fp32", 1, List.of(RANK_2, RANK_4));
    FinishedModel dora = TinyModels.of("lora", "fp32", 1, List.of(DORA, DORA));
    FinishedModel adapter =
        TinyModels.of(
            "adapter", "int8", Map.of("reduction_factor", 4L, "adapter_placement", "pfeiffer"));
    Exports.write(base, List.of("huggingface"), FOLDER.resolve("base"));
    Exports.write(lora, ExportFormats.NAMES, FOLDER.resolve("lora"));
    Exports.write(dora, ExportFormats.NAMES, FOLDER.resolve("dora"));
    Exports.write(adapter, ExportFormats.NAMES, FOLDER.resolve("adapter-int8"));
    Map<String, Object> recorded =
        Map.of(
            "rows",
            TinyBert.ROWS,
            "ids",
            TinyBert.ids(),
            "types",
            TinyBert.types(),
            "mask",
            TinyBert.mask(),
            "logits",
            Map.of(
                "base", TinyModels.logits(base.trained(), 1),
                "lora", TinyModels.logits(lora.trained(), 2),
                "dora", TinyModels.logits(dora.trained(), 2),
                "adapter-int8", TinyModels.logits(adapter.deployed(), 1)));
    Files.writeString(FOLDER.resolve("logits.json"), new Gson().toJson(recorded) + "\n");
  }

  private static JsonObject json(String path) throws IOException {
    return JsonParser.parseString(Files.readString(FOLDER.resolve(path))).getAsJsonObject();
  }

  private static List<String> names(String path) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void peftGetsTheLanesFactorsUnderItsNames() throws IOException {
    assertThat(names("lora/peft"))
        .containsExactly(
            "adapter_config.json", "adapter_model.safetensors", "classifier.safetensors");
    SafetensorsFile file =
        SafetensorsFile.read(FOLDER.resolve("lora/peft/adapter_model.safetensors"));
    List<String> expected = new ArrayList<>();
    for (String layer : List.of("0.attention.self.query", "0.output.dense")) {
      for (String factor : List.of("lora_A", "lora_B")) {
        String key = "base_model.model.encoder.layer." + layer + "." + factor + ".weight";
        expected.add(key);
        expected.add(key.replace("layer.0", "layer.1"));
      }
    }
    assertThat(file.names()).containsExactlyInAnyOrderElementsOf(expected);
    String output = "base_model.model.encoder.layer.1.output.dense.";
    assertThat(file.shape(output + "lora_A.weight")).containsExactly(4, 32);
    assertThat(file.shape(output + "lora_B.weight")).containsExactly(16, 4);
    String path = "bert.encoder.layer.1.output.dense.lora_A";
    float[] bothLanes = TinyBert.formula(path, 2, 4, 32).toFloats();
    assertThat(file.floats(output + "lora_A.weight")).startsWith(bothLanes[4 * 32]);
    SafetensorsFile head = SafetensorsFile.read(FOLDER.resolve("lora/peft/classifier.safetensors"));
    assertThat(head.shape("classifier.weight")).containsExactly(3, 16);
    assertThat(head.shape("classifier.bias")).containsExactly(3);
  }

  @Test
  void peftGetsTheLengthsOfRowsThatWereTrainedApart() throws IOException {
    SafetensorsFile file =
        SafetensorsFile.read(FOLDER.resolve("dora/peft/adapter_model.safetensors"));
    String layer = "encoder.layer.1.output.dense";
    float[] added =
        TinyBert.formula("bert." + layer + ".lora_magnitude", 2, TinyBert.HIDDEN).toFloats();
    float[] before = RowLengths.of(TinyBert.weights().get(layer + ".weight"));
    float[] lengths = file.floats("base_model.model." + layer + ".lora_magnitude_vector");
    assertThat(lengths).hasSize(TinyBert.HIDDEN);
    for (int row = 0; row < TinyBert.HIDDEN; row++) {
      assertThat(lengths[row]).isEqualTo(before[row] + added[TinyBert.HIDDEN + row]);
    }
    assertThat(json("dora/peft/adapter_config.json").get("use_dora").getAsBoolean()).isTrue();
    assertThat(json("lora/peft/adapter_config.json").get("use_dora").getAsBoolean()).isFalse();
  }

  @Test
  void lengthsBesideQuantizedWeightsRefusePeft() {
    assertThat(new PeftExport().refusal(TinyModels.of("qlora", "nf4", DORA)))
        .hasValue(
            "the rows' lengths that it trained (use_dora) count from those of weights in nf4, and"
                + " only those of the full-precision weights are known here");
  }

  @Test
  void peftsConfigurationSaysRankScaleAndTargets() throws IOException {
    JsonObject config = json("lora/peft/adapter_config.json");
    assertThat(config.get("peft_type").getAsString()).isEqualTo("LORA");
    assertThat(config.get("task_type").getAsString()).isEqualTo("FEATURE_EXTRACTION");
    assertThat(config.get("base_model_name_or_path").getAsString()).isEqualTo("tiny/base");
    assertThat(config.get("r").getAsInt()).isEqualTo(4);
    assertThat(config.get("lora_alpha").getAsDouble()).isEqualTo(6);
    assertThat(config.get("bias").getAsString()).isEqualTo("none");
    assertThat(config.getAsJsonArray("target_modules").asList())
        .extracting(target -> target.getAsString())
        .containsExactlyInAnyOrder(
            "encoder.layer.0.attention.self.query",
            "encoder.layer.1.attention.self.query",
            "encoder.layer.0.output.dense",
            "encoder.layer.1.output.dense");
    assertThat(config.getAsJsonObject("rank_pattern").size()).isZero();
    assertThat(config.getAsJsonObject("alpha_pattern").size()).isZero();
  }

  @Test
  void huggingFaceGetsMergedWeightsUnderItsNames() throws IOException {
    assertThat(names("lora/huggingface"))
        .containsExactly("README.txt", "config.json", "model.safetensors", "tokenizer.json");
    SafetensorsFile file =
        SafetensorsFile.read(FOLDER.resolve("lora/huggingface/model.safetensors"));
    List<String> expected =
        new ArrayList<>(TinyBert.weights().keySet().stream().map("bert."::concat).toList());
    expected.addAll(List.of("classifier.weight", "classifier.bias"));
    assertThat(file.names()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(file.shape("classifier.weight")).containsExactly(3, 16);
    assertThat(file.floats("bert.encoder.layer.0.attention.self.key.weight"))
        .isEqualTo(
            TinyBert.formula("encoder.layer.0.attention.self.key.weight", 16, 16).toFloats());
    JsonObject config = json("lora/huggingface/config.json");
    assertThat(config.get("model_type").getAsString()).isEqualTo("bert");
    assertThat(config.get("vocab_size").getAsInt()).isEqualTo(40);
    assertThat(config.get("max_position_embeddings").getAsInt()).isEqualTo(32);
    assertThat(config.get("type_vocab_size").getAsInt()).isEqualTo(2);
    assertThat(config.get("num_hidden_layers").getAsInt()).isEqualTo(2);
    assertThat(config.get("sparing_pooling").getAsString()).isEqualTo("mean");
    assertThat(config.getAsJsonObject("id2label").get("1").getAsString()).isEqualTo("green");
    assertThat(config.getAsJsonObject("label2id").get("blue").getAsInt()).isEqualTo(2);
    assertThat(Files.readString(FOLDER.resolve("lora/huggingface/README.txt")))
        .contains("the mean of the last hidden states");
  }

  @Test
  void torchScriptGetsTheDeployedModel() throws IOException {
    assertThat(names("lora/torchscript")).containsExactly("model.pt");
    assertThat(names("adapter-int8/torchscript")).containsExactly("model.pt");
  }

  @Test
  void whatAFormatCannotHoldIsSkippedWithItsReason() throws IOException {
    assertThat(names("adapter-int8")).containsExactly("README.txt", "torchscript");
    assertThat(Files.readString(FOLDER.resolve("adapter-int8/README.txt")))
        .startsWith("tiny · adapter\n")
        .contains(
            "peft: skipped, it trained no LoRA factors",
            "torchscript: model.pt",
            "huggingface: skipped, it has LaneLinear at bert.encoder.layer.0.output.down, which"
                + " transformers' encoders have no place for",
            "\nlogits, in order, a class a line:\nred\ngreen\nblue\n");
  }

  @Test
  void factorsTrainedBesideQuantizedWeightsSayHowToLoadTheBase(@TempDir Path folder)
      throws IOException {
    Exports.write(TinyModels.of("qlora", "nf4", RANK_2), ExportFormats.NAMES, folder);
    assertThat(Files.readString(folder.resolve("README.txt")))
        .contains(
            "classifier.safetensors\n"
                + "  The factors were trained beside linear layers in nf4. Load the base model with"
                + " BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type=\"nf4\","
                + " bnb_4bit_use_double_quant=True): beside full-precision weights the logits are"
                + " others.\n");
    assertThat(new PeftExport().note(TinyModels.of("qlora", "int8-weight-only", RANK_2)))
        .hasValue(
            "The factors were trained beside linear layers in int8-weight-only. Beside the"
                + " full-precision weights of the base model the logits agree approximately.");
    assertThat(new PeftExport().note(TinyModels.of("lora", "nf4", RANK_2))).isEmpty();
  }

  @Test
  void whatWasTrainedBesideTheFactorsRefusesPeft() {
    FinishedModel lora = TinyModels.of("lora", "fp32", RANK_2);
    FinishedModel stacked =
        new FinishedModel(
            lora.title(),
            lora.manifest(),
            lora.labels(),
            lora.trained()
                .replace(
                    "bert.embeddings",
                    module -> module.withParameter("prompt", TinyBert.formula("prompt", 1, 2, 16))),
            0,
            lora.merged(),
            lora.deployed(),
            lora.numberFormat(),
            lora.quantizationConfig(),
            lora.tokenizer());
    assertThat(new PeftExport().refusal(lora)).isEmpty();
    assertThat(new PeftExport().refusal(stacked))
        .hasValue("it trained bert.embeddings.prompt too, which a LoRA adapter cannot hold");
  }

  static Stream<Strategy> trained() {
    return Strategies.known().values().stream().filter(Strategy::trains);
  }

  @ParameterizedTest
  @MethodSource("trained")
  void everyStrategyIsWrittenOrRefused(Strategy strategy, @TempDir Path folder) throws IOException {
    FinishedModel model =
        TinyModels.of(strategy.name(), "fp32", FITTING.getOrDefault(strategy.name(), Map.of()));
    Exports.write(model, ExportFormats.NAMES, folder);
    List<String> held = HELD.getOrDefault(strategy.name(), List.of("torchscript", "huggingface"));
    assertThat(ExportFormats.NAMES.stream().filter(name -> Files.exists(folder.resolve(name))))
        .containsExactlyInAnyOrderElementsOf(held);
  }

  @Test
  void anUnknownFormatNamesTheKnown() {
    assertThatThrownBy(() -> ExportFormats.find("onnx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown export format: onnx; known: " + String.join(", ", ExportFormats.NAMES));
  }
}
