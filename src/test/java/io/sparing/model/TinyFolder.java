package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.script.Safetensors;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Hugging Face folders of tiny encoders: the configurations that {@code
 * src/test/parity/architectures.py} recorded, weights by the formula of {@link TinyBert}.
 */
public final class TinyFolder {

  /** Most words of a byte-level tokenizer: four special ones and all bytes. */
  private static final int BYTE_WORDS = 4 + 256;

  private TinyFolder() {}

  /** What was recorded of the architectures, in order. */
  static List<JsonObject> recorded() {
    return RecordedCases.of("architectures.json");
  }

  /** A copy of the recorded configuration of an architecture. */
  static JsonObject config(String architecture) {
    return recorded().stream()
        .filter(recorded -> recorded.get("architecture").getAsString().equals(architecture))
        .map(recorded -> recorded.getAsJsonObject("config"))
        .findFirst()
        .orElseThrow();
  }

  /** Writes a folder with a tokenizer of the architecture's kind; gives its path as text. */
  public static String write(Path folder, String architecture) throws IOException {
    JsonObject config = config(architecture);
    switch (architecture) {
      case "roberta", "mpnet" -> {
        config.addProperty("vocab_size", BYTE_WORDS);
        write(folder, config, byteLevelTokenizer());
      }
      case "xlm-roberta" -> write(folder, config, unigramTokenizer());
      default -> write(folder, config, weights(config));
    }
    return folder.toString();
  }

  private static void write(Path folder, JsonObject config, String tokenizer) throws IOException {
    write(folder, config, weights(config));
    Files.delete(folder.resolve("vocab.txt"));
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
  }

  /** Writes a folder with a {@code vocab.txt}. */
  static void write(Path folder, JsonObject config, Map<String, TensorData> weights)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), config.toString());
    Safetensors.write(weights, Map.of("format", "pt"), folder.resolve("model.safetensors"));
    List<String> words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    IntStream.rangeClosed('a', 'z').forEach(c -> words.add("" + (char) c));
    IntStream.rangeClosed('a', 'z').forEach(c -> words.add("##" + (char) c));
    words.addAll(List.of(",", ";", "-"));
    Files.write(folder.resolve("vocab.txt"), words);
  }

  /** The weights that a configuration asks for, by the names in files, without prefix. */
  static Map<String, TensorData> weights(JsonObject config) throws IOException {
    Path file = Files.createTempFile("config-", ".json");
    try {
      Files.writeString(file, config.toString());
      Architecture architecture =
          Families.architecture(config.get("model_type").getAsString(), file.toString());
      Map<String, TensorData> weights = new LinkedHashMap<>();
      EncoderShapes.of((EncoderConfiguration) architecture.read(ConfigJson.read(file)))
          .forEach(
              (name, shape) -> {
                String inFile = architecture.weight(name);
                weights.put(inFile, TinyBert.formula(inFile, shape));
              });
      return weights;
    } finally {
      Files.delete(file);
    }
  }

  /** XLM-RoBERTa's tokenizer with the letters as pieces, alone and at the start of words. */
  private static String unigramTokenizer() {
    JsonArray pieces = new JsonArray();
    List<String> special = List.of("<s>", "<pad>", "</s>", "<unk>");
    special.forEach(piece -> pieces.add(piece(piece, 0)));
    pieces.add(piece("\u2581", -3));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      pieces.add(piece(String.valueOf(letter), -4));
      pieces.add(piece("\u2581" + letter, -5));
    }
    JsonObject json =
        JsonParser.parseString(
                """
                {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
                 "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581",
                   "prepend_scheme": "always", "split": true},
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                   "pair": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "</s>", "type_id": 0}},
                     {"SpecialToken": {"id": "</s>", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}},
                     {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                   "special_tokens": {
                     "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                     "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
                 "decoder": null,
                 "model": {"type": "Unigram", "unk_id": 3}}
                """)
            .getAsJsonObject();
    json.getAsJsonObject("model").add("vocab", pieces);
    json.add("added_tokens", added(special));
    return json.toString();
  }

  private static JsonArray piece(String text, double score) {
    JsonArray piece = new JsonArray();
    piece.add(text);
    piece.add(score);
    return piece;
  }

  /** Special tokens, whose ids are their places. */
  private static JsonArray added(List<String> special) {
    JsonArray added = new JsonArray();
    for (String word : special) {
      JsonObject json = new JsonObject();
      json.addProperty("id", added.size());
      json.addProperty("content", word);
      List.of("single_word", "lstrip", "rstrip", "normalized")
          .forEach(key -> json.addProperty(key, false));
      json.addProperty("special", true);
      added.add(json);
    }
    return added;
  }

  /** RoBERTa's tokenizer with every byte a word of its own, and no others. */
  private static String byteLevelTokenizer() {
    JsonObject words = new JsonObject();
    List<String> special = List.of("<s>", "<pad>", "</s>", "<unk>");
    special.forEach(word -> words.addProperty(word, words.size()));
    int others = 256;
    for (int value = 0; value < 256; value++) {
      boolean visible = (value > ' ' && value <= '~') || (value > 160 && value != 173);
      words.addProperty("" + (char) (visible ? value : others++), words.size());
    }
    JsonObject json =
        JsonParser.parseString(
                """
                {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
                   "trim_offsets": true, "use_regex": true},
                 "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2],
                   "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false},
                 "decoder": null,
                 "model": {"type": "BPE", "dropout": null, "unk_token": null, "merges": []}}
                """)
            .getAsJsonObject();
    json.add("added_tokens", added(special));
    json.getAsJsonObject("model").add("vocab", words);
    return json.toString();
  }
}
