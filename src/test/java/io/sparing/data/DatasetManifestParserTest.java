package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.ArchiveMember;
import io.sparing.sources.Sha256;
import io.sparing.sources.Source;
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

  private static final String SUM = Sha256.of("zip");

  private static final String ARCHIVED =
      GOOD
          + """
          files:
            - path: all.zip
              sha256: %s
              bytes: 3
              member: moods/train.tsv
              split: train
              format: tsv
              columns: {text: text, label: mood}
          """
              .formatted(SUM);

  @Test
  void keepsLabelsInFileOrder() {
    DatasetManifest manifest = parse(GOOD);
    assertThat(manifest.labels()).containsExactly("sad", "glad");
    assertThat(manifest.labelDescriptions()).containsEntry("sad", "unhappy").hasSize(2);
    assertThat(manifest.task()).isEqualTo("classification");
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
  void aFileCanLieInAnArchive() {
    DatasetManifest manifest = parse(ARCHIVED);
    assertThat(manifest.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.source()).isEqualTo(Source.mirrored("all.zip", SUM, 3));
              assertThat(file.archived())
                  .contains(new ArchiveMember(file.source(), "moods/train.tsv"));
            });
    assertThat(parse(ARCHIVED.replace("member: moods/train.tsv", "")).files())
        .singleElement()
        .satisfies(file -> assertThat(file.archived()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moods/train.tsv         | ''           | Invalid member in moods.yaml:
          moods/train.tsv         | 3            | Invalid member in moods.yaml: 3
          moods/train.tsv         | [a]          | Invalid member in moods.yaml: [a]
          moods/train.tsv         | ../train.tsv | Invalid source path: ../train.tsv; expected a relative one
          moods/train.tsv         | /train.tsv   | Invalid source path: /train.tsv; expected a relative one
          all.zip                 | all.tar.gz   | Invalid archive of member moods/train.tsv: all.tar.gz; expected
          'member: moods'         | 'members: m' | Unknown key in moods.yaml: members; known: path, sha256, bytes, address, member,
          """)
  void refusesAMemberThatIsWrongAndNamesIt(String good, String bad, String message) {
    String quoted = bad.isEmpty() ? "\"\"" : bad;
    assertThat(ARCHIVED).contains(good);
    assertThatThrownBy(() -> parse(ARCHIVED.replace(good, quoted)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
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
