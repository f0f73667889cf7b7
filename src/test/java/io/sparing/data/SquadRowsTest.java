package io.sparing.data;

import static io.sparing.data.OwnFiles.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions as rows of two texts, by the manifest of squad-2-answerable. */
class SquadRowsTest {

  private static final Columns COLUMNS =
      new Columns(true, "question", "context", "is_impossible", "");

  @TempDir private Path folder;

  private static String question(String text, Object impossible) {
    return "{\"id\": \"i\", \"question\": \"%s\", \"answers\": [], \"is_impossible\": %s}"
        .formatted(text, impossible);
  }

  private static String article(String title, String... questions) {
    return "{\"title\": \"%1$s\", \"paragraphs\": [{\"context\": \"On %1$s.\", \"qas\": [%2$s]}]}"
        .formatted(title, String.join(", ", questions));
  }

  /** An article with questions that have and that lack an answer in turn. */
  private static String article(String title, int questions) {
    return article(
        title,
        IntStream.range(0, questions)
            .mapToObj(i -> question("%s, part %d?".formatted(title, i), i % 2 == 1))
            .toArray(String[]::new));
  }

  private Path write(List<String> articles) throws IOException {
    String json = "{\"version\": \"v2.0\", \"data\": [%s]}".formatted(String.join(", ", articles));
    return Files.writeString(folder.resolve("q.json"), json);
  }

  private Dataset load(Validation validation, Path file) {
    return Datasets.load(
        "squad-2-answerable",
        new DataSettings(Optional.empty(), validation),
        (dataset, published) -> file);
  }

  /** Articles enough for three splits. */
  private static List<String> articles() {
    return IntStream.range(0, 20).mapToObj(i -> article("Town " + i, 4 + i % 3)).toList();
  }

  private static List<String> articles(Dataset dataset, Split split) {
    return dataset.rows(split).stream().map(Example::pair).distinct().toList();
  }

  private List<RawRow> rows(Path file) throws IOException {
    List<RawRow> rows = new ArrayList<>();
    RowReader.read(file, FileFormat.SQUAD, COLUMNS, rows::add);
    return rows;
  }

  @Test
  void aRowIsAQuestionWithItsParagraph() throws IOException {
    Path file = write(List.of(article("Rome", question("Where?", false)), article("Köln", 1)));
    assertThat(rows(file))
        .containsExactly(
            new RawRow(1, "Where?", "On Rome.", "false", null).inGroup("Rome"),
            new RawRow(2, "Köln, part 0?", "On Köln.", "false", null).inGroup("Köln"));
  }

  @Test
  void wholeArticlesAreHeldOut() throws IOException {
    Dataset dataset = load(Validation.STRICT, write(articles()));
    assertThat(dataset.train()).hasSize(99 - 20 - 10);
    assertThat(dataset.test()).hasSize(20);
    assertThat(dataset.validation()).hasSize(10);
    List<String> all = new ArrayList<>();
    for (Split split : Split.values()) {
      all.addAll(articles(dataset, split));
    }
    assertThat(all).hasSize(20).doesNotHaveDuplicates();
    assertThat(dataset.test())
        .allSatisfy(
            row -> assertThat(row.label()).isEqualTo(row.text().matches(".*[135]\\?") ? 1 : 0));
  }

  @Test
  void theOrderOfArticlesDoesNotMoveThem() throws IOException {
    Dataset dataset = load(Validation.STRICT, write(articles()));
    List<String> turned = new ArrayList<>(articles());
    Collections.reverse(turned);
    Dataset other = load(Validation.STRICT, write(turned));
    for (Split split : Split.values()) {
      assertThat(articles(other, split))
          .containsExactlyInAnyOrderElementsOf(articles(dataset, split));
    }
  }

  @Test
  void rowsInWhichSomethingIsWrongAreFindings() throws IOException {
    List<String> articles = new ArrayList<>(articles());
    articles.add(
        0,
        article(
            "Rome",
            question(" ", false),
            question("Who?", "\"perhaps\""),
            question("When?", "null"),
            "{\"question\": [\"Why?\"], \"is_impossible\": true}",
            question("Half of \\ud83d a pair?", true),
            question("Where?", true),
            question("Where?", false)));
    Path file = write(articles);
    Dataset warned = load(Validation.WARN, file);
    assertThat(warned.report().dropped()).isEqualTo(3);
    assertThat(findings(warned))
        .containsExactly(
            "q.json:1: empty text",
            "q.json:2: Unknown label: perhaps; known: false, true",
            "q.json:3: no label",
            "q.json:4: column question holds a list or an object; expected a text",
            "q.json:5: not UTF-8",
            "q.json:6: its text has label unanswerable here, answerable in q.json:7",
            "q.json:7: its text has label answerable here, unanswerable in q.json:6");
    assertThat(load(Validation.DROP, file).report().dropped()).isEqualTo(7);
    assertThatThrownBy(() -> load(Validation.STRICT, file))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Invalid data set squad-2-answerable: 1 empty text, 1 not UTF-8,");
  }

  @Test
  void bytesThatAreNoUtf8AreAFinding() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String json = Files.readString(write(articles()));
    int half = json.indexOf("Town 0, part 0?");
    bytes.write(json.substring(0, half).getBytes(StandardCharsets.UTF_8));
    bytes.write(0xe4);
    bytes.write(json.substring(half).getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("q.json"), bytes.toByteArray());
    assertThat(findings(load(Validation.WARN, file))).containsExactly("q.json:1: not UTF-8");
  }

  @Test
  void aByteOrderMarkIsSkippedAndALongLineIsRead() throws IOException {
    String json =
        "\ufeff{\"version\": \"%s\", \"data\": [%s]}"
            .formatted("v".repeat(LineEnds.LONGEST + 1), article("Rome", 2));
    assertThat(rows(Files.writeString(folder.resolve("q.json"), json))).hasSize(2);
  }

  @Test
  void whatIsNoSquadIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("q.json"), "{\"data\": [{}]}");
    assertThatThrownBy(() -> load(Validation.WARN, file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Failed to parse %s: article 1 has no text title; expected the layout of SQuAD 2.0"
                .formatted(file));
    assertThatThrownBy(() -> load(Validation.WARN, write(List.of())))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Invalid data file %s: it has no question".formatted(file));
  }

  @Test
  void aColumnThatNoQuestionHasIsNamed() throws IOException {
    Path file = write(List.of(article("Rome", "{\"id\": \"i\", \"question\": \"Where?\"}")));
    assertThatThrownBy(() -> rows(file))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "%s: Unknown column: is_impossible; known: id, question, title, context"
                .formatted(file));
  }

  @Test
  void oneArticleCannotFillThreeSplits() throws IOException {
    Path file = write(List.of(article("Rome", 50)));
    assertThatThrownBy(() -> load(Validation.WARN, file))
        .hasMessageStartingWith("Invalid data set squad-2-answerable: no validation rows; every");
  }
}
