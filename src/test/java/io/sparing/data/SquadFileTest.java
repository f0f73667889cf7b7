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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SquadFileTest {

  private static final String SOUND =
      """
      {"data": [{"title": "Cologne", "paragraphs": [{"context": "In Köln.", "qas": [
        {"id": "a", "question": "Who?", "answers": []},
        {"id": "b", "question": "Where?", "answers": [{"text": "Köln", "answer_start": 3}]}]}]}]}
      """;

  @TempDir private Path folder;

  private List<Question> read(String json, Charset charset) throws IOException {
    return SquadFile.read(Files.writeString(folder.resolve("q.json"), json, charset));
  }

  private void refused(String json, Charset charset, String problem) {
    assertThatThrownBy(() -> read(json, charset))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Failed to parse %s: %s".formatted(folder.resolve("q.json"), problem));
  }

  @Test
  void questionsAreRead() throws IOException {
    assertThat(read(SOUND, StandardCharsets.UTF_8))
        .containsExactly(
            new Question("a", "Who?", "In Köln.", List.of()),
            new Question("b", "Where?", "In Köln.", List.of(new Question.Answer("Köln", 3))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the JSON ends too early at line 1, column 1",
        "{ | the JSON ends too early at line 1, column 2",
        "{'data': [{'title': | the JSON ends too early at line 1, column 20",
        "{'data': [{'title': x}]} | malformed JSON at line 1, column 21",
        "{'data': []} x | malformed JSON at line 1, column 15",
        "{'data': []} [] | malformed JSON at line 1, column 15",
        "[] | it is no object",
        "{} | it has no data",
        "{'data': {}} | data is no list",
        "{'data': [1]} | article 1 is no object",
        "{'data': [{}]} | article 1 has no text title",
        "{'data': [{'title': 'a', 'paragraphs': 1}]} | article 1 has no list paragraphs",
        "{'data': [{'title': 'a', 'paragraphs': [{'context': null}]}]}"
            + " | paragraph 1 of article 1 has no text context",
        "{'data': [{'title': 'a', 'paragraphs': [{'context': 'c'}]}]}"
            + " | paragraph 1 of article 1 has no list qas",
        "{'data': [{'title': 'a', 'paragraphs': [{'context': 'c', 'qas': ['q']}]}]}"
            + " | a question in paragraph 1 of article 1 is no object",
      })
  void whatIsNoSquadIsRefusedByWhatIsWrong(String json, String problem) {
    refused(
        json.replace('\'', '"'),
        StandardCharsets.UTF_8,
        problem + "; expected the layout of SQuAD 2.0");
  }

  @Test
  void nestingHasALimit() {
    refused(
        "{\"data\": " + "[".repeat(1_000_000),
        StandardCharsets.UTF_8,
        "nests too deep; expected at most 100 levels; expected the layout of SQuAD 2.0");
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
    refused(
        SOUND.replaceAll("\"question\": \"Where.*?}]}", rest + "}"),
        StandardCharsets.UTF_8,
        "question b: no SQuAD JSON");
  }

  @Test
  void aQuestionWithoutAnIdIsNotTakenForTheOneBefore() {
    refused(SOUND.replace("\"id\": \"b\", ", ""), StandardCharsets.UTF_8, "no SQuAD JSON");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    refused(SOUND, StandardCharsets.ISO_8859_1, "it is not UTF-8; save it as UTF-8");
  }

  @Test
  void anAnswerThatIsNotWhereItSaysIsRefused() {
    assertThatThrownBy(
            () -> read(SOUND.replace("start\": 3", "start\": 4"), StandardCharsets.UTF_8))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("q.json: question b: Invalid answer: Köln; it is not at character 4");
  }
}
