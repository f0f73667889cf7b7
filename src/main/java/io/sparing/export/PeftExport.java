package io.sparing.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.sparing.model.Architecture;
import io.sparing.model.Classifier;
import io.sparing.model.Families;
import io.sparing.model.RowLengths;
import io.sparing.model.Sites;
import io.sparing.script.Lanes;
import io.sparing.script.Safetensors;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * LoRA factors (Hu et al., 2021, arXiv:2106.09685), with DoRA's lengths of rows where they were
 * trained (Liu et al., 2024, arXiv:2402.09353), as PEFT saves them: {@code adapter_config.json} and
 * {@code adapter_model.safetensors}, for the class of the architecture in transformers, such as
 * {@code BertModel}. The head, which PEFT has no place for without a pooler, is in {@code
 * classifier.safetensors}.
 */
final class PeftExport implements ExportFormat {

  private static final String WEIGHT = ".weight";
  private static final String LENGTHS = "lora_magnitude";
  private static final List<String> OWN = List.of(".lora_A", ".lora_B", "." + LENGTHS);
  private static final String KEYS = "base_model.model.";
  private static final String OF_LOADED =
      "Load the base model with %s: beside full-precision weights the logits are others.";
  private static final String OF_OTHERS =
      "Beside the full-precision weights of the base model the logits agree approximately.";

  @Override
  public String name() {
    return "peft";
  }

  @Override
  public String description() {
    return "LoRA factors for PEFT, adapter_config.json and adapter_model.safetensors; the head"
        + " apart in classifier.safetensors";
  }

  @Override
  public Optional<String> refusal(FinishedModel model) {
    if (adapters(model, model.trained()).isEmpty()) {
      return Optional.of("it trained no LoRA factors");
    }
    if (adapters(model, model.merged()).values().stream().anyMatch(PeftExport::hasLengths)) {
      return Optional.of(
          "the rows' lengths that it trained (use_dora) count from those of weights in %s, and only"
                  .formatted(model.numberFormat())
              + " those of the full-precision weights are known here");
    }
    return model.trained().allParameters().keySet().stream()
        .filter(path -> OWN.stream().noneMatch(path::endsWith))
        .filter(path -> !path.startsWith(Classifier.HEAD + "."))
        .findFirst()
        .map(path -> "it trained %s too, which a LoRA adapter cannot hold".formatted(path));
  }

  /** Returns which base the factors were trained beside, where they were not merged. */
  @Override
  public Optional<String> note(FinishedModel model) {
    if (adapters(model, model.merged()).isEmpty()) {
      return Optional.empty();
    }
    String base = model.quantizationConfig().map(OF_LOADED::formatted).orElse(OF_OTHERS);
    return Optional.of(
        "The factors were trained beside linear layers in %s. %s"
            .formatted(model.numberFormat(), base));
  }

  @Override
  public void write(FinishedModel model, Path folder) throws IOException {
    Map<String, TensorData> factors = new LinkedHashMap<>();
    adapters(model, model.trained())
        .forEach(
            (path, lora) -> {
              factors.put(KEYS + path + ".lora_A.weight", factor(lora, "lora_A", model.lane()));
              factors.put(KEYS + path + ".lora_B.weight", factor(lora, "lora_B", model.lane()));
              if (hasLengths(lora)) {
                factors.put(KEYS + path + ".lora_magnitude_vector", lengths(lora, model.lane()));
              }
            });
    Map<String, String> metadata = Map.of("format", "pt");
    Safetensors.write(factors, metadata, folder.resolve("adapter_model.safetensors"));
    Map<String, TensorData> head = Heads.linear(model.trained(), model.lane());
    Safetensors.write(head, metadata, folder.resolve("classifier.safetensors"));
    JsonFiles.write(config(model), folder.resolve("adapter_config.json"));
  }

  /**
   * Returns the LoRA layers of one of the model's trees by their path in the class of transformers.
   */
  private static Map<String, ScriptModule> adapters(FinishedModel model, ScriptModule tree) {
    Architecture architecture = Families.architecture(model.manifest());
    String backbone = Sites.of(model.manifest()).backbone() + ".";
    Map<String, ScriptModule> found = new LinkedHashMap<>();
    for (String path : tree.allTensors().keySet()) {
      if (path.startsWith(backbone) && path.endsWith(".lora_A")) {
        String layer = path.substring(0, path.lastIndexOf('.'));
        String weight = architecture.weight(layer.substring(backbone.length()) + WEIGHT);
        found.put(weight.substring(0, weight.length() - WEIGHT.length()), tree.at(layer));
      }
    }
    return found;
  }

  private static TensorData factor(ScriptModule lora, String name, int lane) {
    return Lanes.squeeze(lora.tensor(name), lane);
  }

  private static boolean hasLengths(ScriptModule lora) {
    return lora.parameters().containsKey(LENGTHS) || lora.buffers().containsKey(LENGTHS);
  }

  /** The lengths of the rows as trained: what PEFT calls the magnitude vector [out]. */
  private static TensorData lengths(ScriptModule lora, int lane) {
    float[] lengths = RowLengths.of(lora.at("base_layer").tensor("weight"));
    float[] added = factor(lora, LENGTHS, lane).toFloats();
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] += added[row];
    }
    return TensorData.floats(lengths, lengths.length);
  }

  private static JsonObject config(FinishedModel model) {
    Map<String, ScriptModule> adapters = adapters(model, model.trained());
    ScriptModule first = adapters.values().iterator().next();
    JsonObject config = new JsonObject();
    config.addProperty("peft_type", "LORA");
    config.addProperty("task_type", "FEATURE_EXTRACTION");
    config.addProperty("base_model_name_or_path", model.manifest().huggingFace());
    config.add("auto_mapping", JsonNull.INSTANCE);
    config.addProperty("r", rank(first));
    config.addProperty("lora_alpha", alpha(first, model.lane()));
    config.addProperty("lora_dropout", 0.0);
    config.addProperty("bias", "none");
    config.addProperty("fan_in_fan_out", false);
    config.addProperty("inference_mode", true);
    config.addProperty("init_lora_weights", true);
    config.add("modules_to_save", JsonNull.INSTANCE);
    config.addProperty("use_dora", hasLengths(first));
    config.addProperty("use_rslora", false);
    JsonArray targets = new JsonArray();
    JsonObject ranks = new JsonObject();
    JsonObject alphas = new JsonObject();
    adapters.forEach(
        (path, lora) -> {
          targets.add(path);
          if (rank(lora) != rank(first)) {
            ranks.addProperty(path, rank(lora));
          }
          if (alpha(lora, model.lane()) != alpha(first, model.lane())) {
            alphas.addProperty(path, alpha(lora, model.lane()));
          }
        });
    config.add("target_modules", targets);
    config.add("rank_pattern", ranks);
    config.add("alpha_pattern", alphas);
    return config;
  }

  private static int rank(ScriptModule lora) {
    return lora.tensor("lora_A").size(1);
  }

  /** Returns what PEFT divides by the rank to get the layer's scale, to 6 decimal places. */
  private static double alpha(ScriptModule lora, int lane) {
    double scaling = lora.tensor("scaling").toFloats()[lane];
    return Math.round(scaling * rank(lora) * 1e6) / 1e6;
  }
}
