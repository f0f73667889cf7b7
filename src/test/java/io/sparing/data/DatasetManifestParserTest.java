package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetManifestParserTest {

  private static final String GOOD =
      """
      name: moods
      description: How a text feels
      task: classification
      source: a:b
      licence: CC0-1.0
      citation: none
      metric: accuracy
      labels: {sad: unhappy, glad: happy}
      prompt_templates: ["a {label} text"]
      """;

  @Test
  void keepsLabelsInFileOrder() {
    DatasetManifest manifest = parse(GOOD);
    assertThat(manifest.labels()).containsExactly("sad", "glad");
    assertThat(manifest.labelDescriptions()).containsEntry("sad", "unhappy").hasSize(2);
    assertThat(manifest.task()).isEqualTo(TaskType.CLASSIFICATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          name: moods                        | names: moods     | Unknown key in moods.yaml: names; known: name,
          name: moods                        | name: 3          | Invalid name in moods.yaml: 3
          metric: accuracy                   |                  | Invalid metric in moods.yaml: null
          task: classification               | task: poetry     | Unknown task in moods.yaml: poetry; known: classification, pair, qa
          labels: {sad: unhappy, glad: happy}| labels: [a, b]   | Invalid labels in moods.yaml: [a, b]
          labels: {sad: unhappy, glad: happy}| labels: {a: 1}   | Invalid labels in moods.yaml: 1
          labels: {sad: unhappy, glad: happy}| labels: {a: b}   | Invalid labels of moods: [a]; at least two
          a {label} text                     | a text           | Invalid prompt templates of moods: [a text]; each needs {label}
          name: moods                        | name: [          | Failed to parse moods.yaml
          """)
  void refusesWhatIsWrongAndNamesIt(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> parse(GOOD.replace(good, bad == null ? "" : bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatThrownBy(() -> parse("")).hasMessage("Invalid manifest moods.yaml: no keys");
  }

  private static DatasetManifest parse(String yaml) {
    return DatasetManifestParser.parse(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "moods.yaml");
  }
}
