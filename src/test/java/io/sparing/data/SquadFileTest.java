package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SquadFileTest {

  private static final String SOUND =
      """
      {"data": [{"paragraphs": [{"context": "In Köln.", "qas": [
        {"id": "a", "question": "Who?", "answers": []},
        {"id": "b", "question": "Where?", "answers": [{"text": "Köln", "answer_start": 3}]}]}]}]}
      """;

  @TempDir private Path folder;

  private List<Question> read(String json, Charset charset) throws IOException {
    return SquadFile.read(Files.writeString(folder.resolve("q.json"), json, charset));
  }

  private void refused(String json, String place) {
    assertThatThrownBy(() -> read(json, StandardCharsets.UTF_8))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Failed to parse %s: no SQuAD JSON".formatted(folder.resolve("q.json") + place))
        .hasCauseInstanceOf(RuntimeException.class);
  }

  @Test
  void questionsAreRead() throws IOException {
    assertThat(read(SOUND, StandardCharsets.UTF_8))
        .containsExactly(
            new Question("a", "Who?", "In Köln.", List.of()),
            new Question("b", "Where?", "In Köln.", List.of(new Question.Answer("Köln", 3))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"data\": {}}",
        "{\"data\": [{}]}",
        "{\"data\": [{\"paragraphs\": 1}]}",
        "{\"data\": [{\"paragraphs\": [{\"context\": null, \"qas\": []}]}]}"
      })
  void whatIsNoSquadIsRefused(String json) {
    refused(json, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"question\": \"Where?\", \"answers\": {}",
        "\"question\": null, \"answers\": []",
        "\"question\": \"Where?\", \"answers\": [{\"text\": \"K\", \"answer_start\": \"three\"}]",
        "\"question\": \"Where?\", \"answers\": [{\"text\": {}, \"answer_start\": 3}]"
      })
  void theQuestionIsNamed(String rest) {
    refused(SOUND.replaceAll("\"question\": \"Where.*?}]}", rest + "}"), ": question b");
  }

  @Test
  void aQuestionWithoutAnIdIsNotTakenForTheOneBefore() {
    refused(SOUND.replace("\"id\": \"b\", ", ""), "");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(() -> read(SOUND, StandardCharsets.ISO_8859_1))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Failed to parse %s: no SQuAD JSON".formatted(folder.resolve("q.json")));
  }

  @Test
  void anAnswerThatIsNotWhereItSaysIsRefused() {
    assertThatThrownBy(
            () -> read(SOUND.replace("start\": 3", "start\": 4"), StandardCharsets.UTF_8))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("q.json: question b: Invalid answer: Köln; it is not at character 4");
  }
}
