package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BERT's WordPiece tokenizer in the form of {@code tokenizer.json}, made of a {@code vocab.txt}
 * whose lines are the tokens. {@code do_lower_case} in {@code tokenizer_config.json} is obeyed;
 * without that file text is put in lower case, as {@code transformers} does.
 */
final class WordPieceJson {

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final String LOWER_CASE = "do_lower_case";
  private static final int LONGEST_WORD = 100;

  private final Path file;
  private final Optional<Path> configuration;
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private WordPieceJson(Path file, Optional<Path> configuration) {
    this.file = file;
    this.configuration = configuration;
  }

  /**
   * Makes the tokenizer.
   *
   * @param configuration the model's {@code tokenizer_config.json}, if it has one
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a special token is missing; the message names it
   */
  static byte[] of(Path vocabulary, Optional<Path> configuration) throws IOException {
    WordPieceJson json = new WordPieceJson(vocabulary, configuration);
    List<String> lines = Files.readAllLines(vocabulary);
    for (int id = 0; id < lines.size(); id++) {
      json.ids.put(lines.get(id), id);
    }
    return json.tokenizer().toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject tokenizer() throws IOException {
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

  private JsonObject normalizer() throws IOException {
    JsonObject json = typed("BertNormalizer");
    json.addProperty("clean_text", true);
    json.addProperty("handle_chinese_chars", true);
    json.add("strip_accents", JsonNull.INSTANCE); // as lower case says
    json.addProperty("lowercase", lowerCase());
    return json;
  }

  private boolean lowerCase() throws IOException {
    return configuration.isEmpty()
        || !ConfigJson.read(configuration.get()).text(LOWER_CASE).orElse("true").equals("false");
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
