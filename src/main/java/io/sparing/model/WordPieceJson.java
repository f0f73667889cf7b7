package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sparing.sources.GitLfs;
import io.sparing.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BERT's WordPiece tokenizer in the form of {@code tokenizer.json}, made of a {@code vocab.txt}
 * whose lines are the tokens. {@code do_lower_case}, {@code strip_accents} and {@code
 * tokenize_chinese_chars} in {@code tokenizer_config.json} are obeyed; without that file text is
 * put in lower case, as {@code transformers} does.
 */
final class WordPieceJson {

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final Map<String, String> NAMES =
      Map.of(
          "pad_token", "[PAD]",
          "unk_token", "[UNK]",
          "cls_token", "[CLS]",
          "sep_token", "[SEP]");
  private static final String[] CLASSES = {
    "BertTokenizer", "BertTokenizerFast", "DistilBertTokenizer", "DistilBertTokenizerFast"
  };
  private static final int LONGEST_WORD = 100;

  private final Path file;
  private final ConfigJson configuration;
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private WordPieceJson(Path file, ConfigJson configuration) {
    this.file = file;
    this.configuration = configuration;
  }

  /**
   * Makes the tokenizer.
   *
   * @param configuration the model's {@code tokenizer_config.json}, if it has one
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a special token is missing, the vocabulary is not in UTF-8,
   *     or the configuration is of another tokenizer; the message names what is wrong
   */
  static byte[] of(Path vocabulary, Optional<Path> configuration) throws IOException {
    ConfigJson config =
        configuration.isPresent()
            ? ConfigJson.read(configuration.get())
            : ConfigJson.of(vocabulary, new JsonObject());
    WordPieceJson json = new WordPieceJson(vocabulary, config);
    List<String> lines = lines(vocabulary);
    for (int id = 0; id < lines.size(); id++) {
      json.ids.put(lines.get(id), id);
    }
    json.check();
    return json.tokenizer().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> lines(Path vocabulary) throws IOException {
    Optional<String> pointer = GitLfs.refusal(vocabulary);
    if (pointer.isPresent()) {
      throw new IllegalArgumentException(pointer.get());
    }
    return TextFile.read(vocabulary).lines().toList();
  }

  /** Refuses a configuration of another tokenizer, or of tokens that are not in the vocabulary. */
  private void check() {
    configuration.expect("tokenizer_class", CLASSES);
    configuration.expect("do_basic_tokenize", "true");
    configuration.expectNone("never_split");
    NAMES.forEach(this::checkSpecial);
    if (configuration.value("added_tokens_decoder") instanceof JsonObject added) {
      added.entrySet().forEach(entry -> checkAdded(entry.getKey(), entry.getValue()));
    }
  }

  private void checkSpecial(String key, String token) {
    JsonElement value = configuration.value(key);
    JsonElement content = value instanceof JsonObject object ? object.get("content") : value;
    if (!value.isJsonNull() && !new JsonPrimitive(token).equals(content)) {
      throw configuration.invalid(key, token);
    }
  }

  private void checkAdded(String id, JsonElement token) {
    JsonElement content = token instanceof JsonObject object ? object.get("content") : token;
    String text = content instanceof JsonPrimitive ? content.getAsString() : "" + content;
    Integer known = ids.get(text);
    if (known == null || !known.toString().equals(id)) {
      throw configuration.invalid(
          "added_tokens_decoder",
          "tokens as %s has them, not %s as %s".formatted(file.getFileName(), text, id));
    }
  }

  private JsonObject tokenizer() {
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", addedTokens());
    json.add("normalizer", normalizer());
    json.add("pre_tokenizer", typed("BertPreTokenizer"));
    json.add("post_processor", template());
    JsonObject decoder = typed("WordPiece");
    decoder.addProperty("prefix", "##");
    decoder.addProperty("cleanup", true);
    json.add("decoder", decoder);
    json.add("model", model());
    return json;
  }

  private JsonArray addedTokens() {
    JsonArray tokens = new JsonArray();
    for (String token : SPECIAL) {
      JsonObject json = new JsonObject();
      json.addProperty("id", id(token));
      json.addProperty("content", token);
      for (String property : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        json.addProperty(property, false);
      }
      json.addProperty("special", true);
      tokens.add(json);
    }
    return tokens;
  }

  private JsonObject normalizer() {
    JsonObject json = typed("BertNormalizer");
    json.addProperty("clean_text", true);
    json.addProperty("handle_chinese_chars", configuration.flag("tokenize_chinese_chars", true));
    JsonElement strip = configuration.value("strip_accents"); // null is as lower case says
    json.add("strip_accents", strip);
    json.addProperty("lowercase", configuration.flag("do_lower_case", true));
    return json;
  }

  private JsonObject template() {
    JsonObject json = typed("TemplateProcessing");
    JsonArray single = new JsonArray();
    single.add(piece("SpecialToken", "[CLS]", 0));
    single.add(piece("Sequence", "A", 0));
    single.add(piece("SpecialToken", "[SEP]", 0));
    JsonArray pair = single.deepCopy();
    pair.add(piece("Sequence", "B", 1));
    pair.add(piece("SpecialToken", "[SEP]", 1));
    json.add("single", single);
    json.add("pair", pair);
    JsonObject tokens = new JsonObject();
    for (String token : List.of("[CLS]", "[SEP]")) {
      JsonObject special = new JsonObject();
      JsonArray tokenIds = new JsonArray();
      tokenIds.add(id(token));
      JsonArray names = new JsonArray();
      names.add(token);
      special.addProperty("id", token);
      special.add("ids", tokenIds);
      special.add("tokens", names);
      tokens.add(token, special);
    }
    json.add("special_tokens", tokens);
    return json;
  }

  private static JsonObject piece(String kind, String id, int type) {
    JsonObject inner = new JsonObject();
    inner.addProperty("id", id);
    inner.addProperty("type_id", type);
    JsonObject json = new JsonObject();
    json.add(kind, inner);
    return json;
  }

  private JsonObject model() {
    JsonObject json = typed("WordPiece");
    json.addProperty("unk_token", "[UNK]");
    json.addProperty("continuing_subword_prefix", "##");
    json.addProperty("max_input_chars_per_word", LONGEST_WORD);
    JsonObject vocabulary = new JsonObject();
    ids.forEach(vocabulary::addProperty);
    json.add("vocab", vocabulary);
    return json;
  }

  private static JsonObject typed(String type) {
    JsonObject json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }

  private int id(String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException(
          "Cannot read the vocabulary %s: it has no token %s".formatted(file, token));
    }
    return id;
  }
}
