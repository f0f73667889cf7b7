package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

  private static final String MINILM = "/all-minilm-l6-v2-tokenizer.json";
  private static final String LONG = "the quick brown fox jumps over the lazy dog ".repeat(40);

  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    tokenizer = load(MINILM);
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {MINILM, "/bge-small-en-v1.5-tokenizer.json", "/e5-small-v2-tokenizer.json"})
  void encodesKnownTextsWithoutPadding(String resource) throws IOException {
    try (Tokenizer loaded = load(resource)) {
      assertThat(loaded.encode("hello world", "", 128).ids()).containsExactly(101, 7592, 2088, 102);
      TokenIds pair = loaded.encode("hello", "world", 128);
      assertThat(pair.ids()).containsExactly(101, 7592, 102, 2088, 102);
      assertThat(pair.typeIds()).containsExactly(0, 0, 0, 1, 1);
    }
  }

  @Test
  void isNotBoundByTheTruncationInTheFile() {
    assertThat(tokenizer.encode(LONG, "", 512).length()).isEqualTo(362);
  }

  @Test
  void neitherPaddingNorTruncationInTheFileChangeTheIds() throws IOException {
    JsonObject json;
    try (InputStream in = getClass().getResourceAsStream(MINILM)) {
      json =
          JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
    }
    json.add(
        "truncation",
        JsonParser.parseString(
            """
            {"max_length": 3, "strategy": "LongestFirst", "stride": 0, "direction": "Left"}
            """));
    json.add(
        "padding",
        JsonParser.parseString(
            """
            {"strategy": {"Fixed": 32}, "direction": "Left", "pad_to_multiple_of": 8,
             "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"}
            """));
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    try (Tokenizer loaded = Tokenizer.load(new ByteArrayInputStream(bytes))) {
      assertThat(loaded.encode("hello world", "", 128).ids()).containsExactly(101, 7592, 2088, 102);
      List<TokenIds> rows =
          loaded.encode(
              List.of(new Example("hello world", "", 0), new Example(LONG, "", 0)), "", 512);
      assertThat(rows).extracting(TokenIds::length).containsExactly(4, 362);
    }
  }

  @Test
  void cutsTheEndAndKeepsSpecialTokens() {
    assertThat(tokenizer.encode("hello world", "", 3).ids()).containsExactly(101, 7592, 102);
    assertThat(tokenizer.encode("hello world", "", 2).ids()).containsExactly(101, 102);
    assertThatThrownBy(() -> tokenizer.encode("hello world", "", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid maximum length: 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 8, 13, 14, 64, 255, 512})
  void cutsPairsAsTheLibraryDoes(int maxLength) throws IOException {
    Map<String, String> options =
        Map.of("padding", "DO_NOT_PAD", "truncation", "LONGEST_FIRST", "maxLength", "" + maxLength);
    try (InputStream json = TokenizerTest.class.getResourceAsStream(MINILM);
        HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(json, options)) {
      for (String text : List.of("hello world", "one two three four five", LONG)) {
        for (String pair : List.of("hello world", "a b c d e f", LONG)) {
          Encoding expected = library.encode(text, pair);
          assertThat(tokenizer.encode(text, pair, maxLength))
              .isEqualTo(new TokenIds(ints(expected.getIds()), ints(expected.getTypeIds())));
        }
      }
    }
  }

  @Test
  void encodesRowsAsOneByOneWithThePrefixBeforeEveryText() {
    List<Example> rows =
        List.of(
            new Example("hello", "", 0),
            new Example("hello", "world", 1),
            new Example(LONG, LONG, 0),
            new Example(LONG, "", 1));
    assertThat(tokenizer.encode(rows, "query: ", 32))
        .containsExactly(
            tokenizer.encode("query: hello", "", 32),
            tokenizer.encode("query: hello", "query: world", 32),
            tokenizer.encode("query: " + LONG, "query: " + LONG, 32),
            tokenizer.encode("query: " + LONG, "", 32));
    assertThat(tokenizer.encode(List.of(), "query: ", 32)).isEmpty();
  }

  @Test
  void refusesWhatIsNoTokenizer() {
    InputStream json = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Tokenizer.load(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Failed to parse a tokenizer");
  }

  private static Tokenizer load(String resource) throws IOException {
    try (InputStream json = TokenizerTest.class.getResourceAsStream(resource)) {
      return Tokenizer.load(json);
    }
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }
}
