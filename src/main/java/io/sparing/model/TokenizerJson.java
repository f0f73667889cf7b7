package io.sparing.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@code tokenizer.json} says about itself: its ids, and what it puts around texts. */
final class TokenizerJson {

  private final JsonObject json;
  private int largestId = -1;
  private String largest = "";

  private TokenizerJson(JsonObject json) {
    this.json = json;
  }

  /**
   * Looks through a tokenizer.
   *
   * @param what it is, for messages
   * @throws IllegalArgumentException if it is no tokenizer, or draws its tokens at random
   */
  static TokenizerJson of(JsonElement json, String what) {
    try {
      TokenizerJson tokenizer = new TokenizerJson(json.getAsJsonObject());
      JsonElement dropout = tokenizer.model().get("dropout");
      if (dropout instanceof JsonPrimitive share && share.getAsDouble() != 0) {
        throw new IllegalArgumentException(
            "Invalid %s: dropout %s draws tokens at random; expected none"
                .formatted(what, share.getAsString()));
      }
      tokenizer.findIds();
      return tokenizer;
    } catch (IllegalStateException
        | NullPointerException
        | NumberFormatException
        | UnsupportedOperationException e) { // Gson's ways to say that a value is of another kind
      throw new IllegalArgumentException(
          "Invalid %s: expected the form of tokenizer.json, with a vocabulary in its model"
              .formatted(what),
          e);
    }
  }

  private JsonObject model() {
    return json.getAsJsonObject("model");
  }

  private void findIds() {
    JsonElement vocabulary = model().get("vocab");
    if (vocabulary.isJsonObject()) {
      vocabulary.getAsJsonObject().entrySet().forEach(e -> found(e.getKey(), e.getValue()));
    } else {
      found("its last token", new JsonPrimitive(vocabulary.getAsJsonArray().size() - 1));
    }
    for (JsonElement token : array(json, "added_tokens")) {
      found(
          token.getAsJsonObject().get("content").getAsString(), token.getAsJsonObject().get("id"));
    }
  }

  private void found(String token, JsonElement id) {
    if (id.getAsInt() > largestId) {
      largestId = id.getAsInt();
      largest = token;
    }
  }

  /** Returns the largest id that a text may get. */
  int largestId() {
    return largestId;
  }

  /** Returns the token of {@link #largestId}. */
  String largest() {
    return largest;
  }

  /** Returns whether a special token is put before each text. */
  boolean begins() {
    return processors().stream().anyMatch(processor -> puts(processor, true));
  }

  /** Returns whether a special token is put after each text. */
  boolean ends() {
    return processors().stream().anyMatch(processor -> puts(processor, false));
  }

  private List<JsonObject> processors() {
    JsonElement processor = json.get("post_processor");
    if (processor == null || !processor.isJsonObject()) {
      return List.of();
    }
    return parts(processor.getAsJsonObject(), "processors");
  }

  private static boolean puts(JsonObject processor, boolean before) {
    String type = type(processor);
    if (type.equals("BertProcessing") || type.equals("RobertaProcessing")) {
      return true;
    }
    JsonArray single = array(processor, "single");
    return type.equals("TemplateProcessing")
        && !single.isEmpty()
        && single.get(before ? 0 : single.size() - 1).getAsJsonObject().has("SpecialToken");
  }

  /** Returns whether it puts texts in lower case. */
  boolean lowerCases() {
    return normalizers().stream()
        .anyMatch(
            part ->
                type(part).equals("Lowercase")
                    || (type(part).equals("BertNormalizer") && isTrue(part.get("lowercase"))));
  }

  /**
   * Refuses a {@code tokenizer_config.json} that says otherwise: transformers then does as that
   * says.
   *
   * @throws IllegalArgumentException with the key and its value
   */
  void expectAgrees(ConfigJson config) {
    JsonElement normalizer = json.get("normalizer");
    if (normalizer instanceof JsonObject object && type(object).equals("BertNormalizer")) {
      expectSame(config, "do_lower_case", object.get("lowercase"));
      expectSame(config, "strip_accents", object.get("strip_accents"));
      expectSame(config, "tokenize_chinese_chars", object.get("handle_chinese_chars"));
    }
    JsonElement splitter = json.get("pre_tokenizer");
    if (splitter instanceof JsonObject object && type(object).equals("ByteLevel")) {
      expectSame(config, "add_prefix_space", object.get("add_prefix_space"));
    }
  }

  private static void expectSame(ConfigJson config, String key, JsonElement own) {
    JsonElement other = config.value(key);
    if (own != null && !own.isJsonNull() && !other.isJsonNull() && !own.equals(other)) {
      throw config.invalid(key, own + ", as " + FolderSource.TOKENIZER + " says");
    }
  }

  private List<JsonObject> normalizers() {
    return json.get("normalizer") instanceof JsonObject normalizer
        ? parts(normalizer, "normalizers")
        : List.of();
  }

  /** Returns the parts of a sequence, or the only part. */
  private static List<JsonObject> parts(JsonObject one, String key) {
    if (!type(one).equals("Sequence")) {
      return List.of(one);
    }
    List<JsonObject> parts = new ArrayList<>();
    array(one, key).forEach(part -> parts.add(part.getAsJsonObject()));
    return parts;
  }

  private static boolean isTrue(JsonElement value) {
    return new JsonPrimitive(true).equals(value);
  }

  private static String type(JsonObject part) {
    return Optional.ofNullable(part.get("type")).map(JsonElement::getAsString).orElse("");
  }

  private static JsonArray array(JsonObject json, String key) {
    return json.get(key) instanceof JsonArray array ? array : new JsonArray();
  }
}
