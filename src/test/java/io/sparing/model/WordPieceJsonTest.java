package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.sparing.data.Example;
import io.sparing.data.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MiniLM's vocabulary as the lines of a file, against its own {@code tokenizer.json}. */
class WordPieceJsonTest {

  private static final List<Example> TEXTS =
      List.of(
          new Example("The quick brown fox, unaffordable", "", 0),
          new Example("Crème brûlée — naïve 東京 don't [MASK] 3.14", "", 0),
          new Example("antidisestablishmentarianism", "\tTabs and\nlines", 0),
          new Example("x".repeat(200), "🦊", 0));

  @TempDir private Path folder;

  @BeforeEach
  void writeVocabulary() throws IOException {
    try (InputStream json = ModelFiles.tokenizer(Models.find("minilm-l6"))) {
      List<String> words =
          JsonParser.parseReader(new InputStreamReader(json, StandardCharsets.UTF_8))
              .getAsJsonObject()
              .getAsJsonObject("model")
              .getAsJsonObject("vocab")
              .entrySet()
              .stream()
              .sorted(Comparator.comparingInt(word -> word.getValue().getAsInt()))
              .map(Map.Entry<String, JsonElement>::getKey)
              .toList();
      Files.write(folder.resolve("vocab.txt"), words);
    }
  }

  private Tokenizer tokenizer() throws IOException {
    Optional<Path> configuration =
        Optional.of(folder.resolve("tokenizer_config.json")).filter(Files::isRegularFile);
    return Tokenizer.load(
        new ByteArrayInputStream(WordPieceJson.of(folder.resolve("vocab.txt"), configuration)));
  }

  @Test
  void textsAreEncodedAsByTheModelsOwnTokenizer() throws IOException {
    try (InputStream json = ModelFiles.tokenizer(Models.find("minilm-l6"));
        Tokenizer own = Tokenizer.load(json);
        Tokenizer made = tokenizer()) {
      assertThat(made.encode(TEXTS, "", 64)).isEqualTo(own.encode(TEXTS, "", 64));
    }
  }

  @Test
  void lettersCaseIsAsTheTokenizersConfigurationSays() throws IOException {
    try (Tokenizer lower = tokenizer()) {
      assertThat(lower.encode("Hello", "", 8).ids()).containsExactly(101, 7592, 102);
    }
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
    try (Tokenizer cased = tokenizer()) {
      assertThat(cased.encode("Hello", "", 8).ids()).doesNotContain(7592);
    }
  }

  @Test
  void aMissingSpecialTokenIsNamed() throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.write(file, List.of("[PAD]", "[UNK]", "[CLS]", "a"));
    assertThatThrownBy(() -> WordPieceJson.of(file, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read the vocabulary %s: it has no token [SEP]", file);
  }
}
