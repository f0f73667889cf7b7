package io.sparing.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sparing.model.Architecture;
import io.sparing.model.Classifier;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import io.sparing.script.Layers;
import io.sparing.script.Safetensors;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The merged fp32 weights as {@code from_pretrained} of the architecture's class in transformers,
 * such as {@code BertModel}, reads them: {@code model.safetensors}, {@code config.json} and {@code
 * tokenizer.json}. The head is in the same file under {@code classifier}; it takes the pooled
 * vector that {@code sparing_pooling} in the configuration names, not BERT's pooler.
 */
final class HuggingFaceExport implements ExportFormat {

  private static final List<String> PLAIN =
      List.of(Layers.LINEAR, Layers.LAYER_NORM, Layers.EMBEDDING);

  @Override
  public String name() {
    return "huggingface";
  }

  @Override
  public String description() {
    return "merged fp32 weights for transformers' BertModel and its like, model.safetensors,"
        + " config.json and tokenizer.json; the head in the same file";
  }

  @Override
  public Optional<String> refusal(FinishedModel model) {
    return misplaced("", model.merged())
        .map(place -> "it has %s, which transformers' encoders have no place for".formatted(place));
  }

  /** Returns the first module with tensors that has no place in an encoder with a linear head. */
  private static Optional<String> misplaced(String path, ScriptModule module) {
    boolean tensors = !module.parameters().isEmpty() || !module.buffers().isEmpty();
    boolean head = path.equals(Classifier.HEAD) && module.name().equals(Layers.LANE_LINEAR);
    if (tensors && !head && !PLAIN.contains(module.name())) {
      return Optional.of("%s at %s".formatted(module.name(), path));
    }
    return module.children().entrySet().stream()
        .map(child -> misplaced(join(path, child.getKey()), child.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Override
  public void write(FinishedModel model, Path folder) throws IOException {
    Architecture architecture = Families.architecture(model.manifest());
    Map<String, TensorData> tensors = new TreeMap<>(Heads.linear(model.merged(), 0));
    model
        .merged()
        .at(Sites.of(model.manifest()).backbone())
        .allTensors()
        .forEach(
            (path, tensor) ->
                tensors.put(architecture.prefix() + "." + architecture.weight(path), tensor));
    Safetensors.write(tensors, Map.of("format", "pt"), folder.resolve("model.safetensors"));
    JsonFiles.write(config(model, architecture), folder.resolve("config.json"));
    try (InputStream tokenizer = model.tokenizer().open()) {
      Files.copy(tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(folder.resolve(Exports.README), readme(model.manifest(), architecture));
  }

  private static JsonObject config(FinishedModel model, Architecture architecture) {
    ModelManifest manifest = model.manifest();
    JsonObject config = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(architecture.className());
    config.add("architectures", architectures);
    config.addProperty("model_type", architecture.name());
    config.addProperty("dtype", "float32");
    architecture.write(manifest, config);
    config.addProperty("sparing_pooling", manifest.pooling());
    config.addProperty("sparing_text_prefix", manifest.textPrefix());
    JsonObject names = new JsonObject();
    JsonObject numbers = new JsonObject();
    for (int label = 0; label < model.labels().size(); label++) {
      names.addProperty(String.valueOf(label), model.labels().get(label));
      numbers.addProperty(model.labels().get(label), label);
    }
    config.add("id2label", names);
    config.add("label2id", numbers);
    return config;
  }

  private static String readme(ModelManifest manifest, Architecture architecture) {
    String pooled =
        switch (manifest.pooling()) {
          case "cls" -> "the first token's last hidden state";
          default -> "the mean of the last hidden states over the text's tokens";
        };
    return """
    transformers.%s.from_pretrained(FOLDER%s) reads the encoder.
    The logits are classifier.weight and classifier.bias, also in model.safetensors, applied to
    %s.
    Classes for sequence classification would apply them to a pooler, which this model has not.
    Every text is given the prefix "%s".
    """
        .formatted(
            architecture.className(),
            architecture.hasPooler() ? ", add_pooling_layer=False" : "",
            pooled,
            manifest.textPrefix());
  }
}
