package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesAndJsonTest {

  @Test
  void whatIsNotUtf8IsSaidWithItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin1.json");
    Files.write(file, "{\n\"a\":\n\"größe\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid text in " + file + ":3: byte 0xf6 is not UTF-8; save the file as UTF-8");
    Files.write(file, new byte[] {'a', (byte) 0xc3});
    assertThatThrownBy(() -> TextFile.read(file))
        .hasMessageContaining(":1: byte 0xc3 is not UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoText(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("bom.json"), "\ufeff{}");
    assertThat(TextFile.read(file)).isEqualTo("{}");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    assertThatThrownBy(() -> TextFile.read(folder))
        .hasMessageEndingWith("it is a folder; name a file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":{\"a\":2,\"a\":3}}|the key a is there twice",
        "[1]|expected a JSON object",
        "{\"a\":|the JSON ends too early at line 1, column 6",
        "{\"a\" 1}|malformed JSON at line 1, column 7",
        "` `|it is empty; expected a JSON object"
      })
  void whatIsWrongIsSaidInOurWords(String text, String message) {
    assertThatThrownBy(() -> Json.object(text)).hasMessage(message);
  }

  @Test
  void whatNestsTooDeepIsRefused() {
    String deep = "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThatThrownBy(() -> Json.object(deep))
        .hasMessage("nests too deep; expected at most 100 levels");
    assertThat(Json.object("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}").has("a")).isTrue();
  }

  @Test
  void numbersStayAsWritten() {
    assertThat(Json.object("{\"a\":1.0E-5}").get("a").getAsString()).isEqualTo("1.0E-5");
  }
}
