package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published files themselves; row counts are those of the mirror's README. */
class PublishedDatasetsTest {

  private static Dataset load(String name) {
    return Datasets.load(name, DataSettings.DEFAULT, RealData.files());
  }

  private static List<Integer> sizes(Dataset dataset) {
    return Stream.of(Split.values()).map(split -> dataset.rows(split).size()).toList();
  }

  private static Set<Integer> labels(List<Example> rows) {
    return rows.stream().map(Example::label).collect(Collectors.toSet());
  }

  @Test
  void sst2HasItsRows() {
    Dataset sst2 = load("sst-2");
    assertThat(sizes(sst2)).containsExactly(60_614, 6_735, 872);
    assertThat(sst2.test().get(0))
        .isEqualTo(new Example("it 's a charming and often affecting journey .", "", 1));
    assertThat(sst2.report().dropped()).isZero();
  }

  @Test
  void mrpcHasItsRowsWithTheirQuotes() {
    Dataset mrpc = load("mrpc");
    assertThat(mrpc.train().size() + mrpc.validation().size()).isEqualTo(4_080);
    assertThat(mrpc.validation()).hasSize(409);
    assertThat(mrpc.test()).hasSize(1_725);
    assertThat(Stream.concat(mrpc.train().stream(), mrpc.validation().stream()))
        .contains(
            new Example(
                "Amrozi accused his brother, whom he called \"the witness\", of deliberately"
                    + " distorting his evidence.",
                "Referring to him as only \"the witness\", Amrozi accused his brother of"
                    + " deliberately distorting his evidence.",
                1));
    assertThat(mrpc.report().dropped()).isZero();
  }

  @Test
  void qnliHasItsRows() {
    Dataset qnli = load("qnli");
    assertThat(qnli.report().rows()).isEqualTo(5_463);
    assertThat(sizes(qnli)).containsExactly(4_371, 546, 546);
    assertThat(qnli.report().count(Finding.Kind.LEAKED)).isZero();
  }

  @Test
  void agNewsHasItsRowsInPlainText() {
    Dataset news = load("ag-news");
    assertThat(news.train().size() + news.validation().size()).isEqualTo(10_001);
    assertThat(news.validation()).hasSize(1_001);
    assertThat(news.test()).hasSize(7_600);
    assertThat(news.test().get(0).text())
        .isEqualTo(
            "Unions representing workers at Turner   Newall say they are 'disappointed' after"
                + " talks with stricken parent firm Federal Mogul.");
    assertThat(news.test().get(1).text()).contains("competing for the $10 million Ansari X Prize");
    assertThat(news.train()).noneMatch(row -> row.text().contains("#39;"));
    assertThat(labels(news.train())).isEqualTo(Set.of(0, 1, 2, 3)).isEqualTo(labels(news.test()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mr, 8530, 1066, 1066, 2, 0, 0",
    "trec, 4906, 546, 500, 6, 10, 0",
    "rte, 2241, 249, 277, 2, 0, 0",
    "banking77, 9002, 1001, 3080, 77, 6, 0",
    "clinc150, 7500, 3000, 4500, 150, 4, 6"
  })
  void theseHaveAllTheirRowsAndClasses(
      String name, int train, int validation, int test, int classes, long leaked, long mixed) {
    Dataset dataset = load(name);
    assertThat(sizes(dataset)).containsExactly(train, validation, test);
    assertThat(labels(dataset.train())).hasSize(classes);
    assertThat(labels(dataset.test())).hasSize(classes);
    assertThat(dataset.report().count(Finding.Kind.LEAKED)).isEqualTo(leaked);
    assertThat(dataset.report().count(Finding.Kind.CONTRADICTING)).isEqualTo(mixed);
    assertThat(dataset.report().dropped()).isZero();
  }

  @Test
  void squadHasItsQuestions() {
    List<Question> questions = Datasets.questions("squad-2", Split.TEST, RealData.files());
    assertThat(Datasets.questions("squad-2", Split.TRAIN, RealData.files())).isEmpty();
    assertThat(questions).hasSize(6_078);
    assertThat(questions.stream().filter(question -> !question.answers().isEmpty())).hasSize(2_910);
    assertThat(questions.get(0).question()).isEqualTo("In what country is Normandy located?");
    assertThat(questions.get(0).answers()).contains(new Question.Answer("France", 159));
  }

  @Test
  void theQuestionsOfAnArticleOfSquadAreInOneSplit() {
    Dataset squad = load("squad-2-answerable");
    assertThat(sizes(squad)).containsExactly(4_252, 610, 1_216);
    assertThat(answerable(squad)).containsExactly(2_107L, 268L, 535L);
    assertThat(squad.validation().get(0).text()).isEqualTo("In what country is Normandy located?");
    assertThat(squad.validation().get(0).pair()).startsWith("The Normans (Norman: Nourmands;");
    assertThat(squad.report().counts()).isEqualTo(Map.of(Finding.Kind.CONTRADICTING, 6L));
    Map<String, Set<Split>> splits = new HashMap<>();
    for (Split split : Split.values()) {
      for (Example row : squad.rows(split)) {
        splits.computeIfAbsent(row.pair(), context -> new HashSet<>()).add(split);
      }
    }
    assertThat(splits.values()).hasSize(646).allSatisfy(in -> assertThat(in).hasSize(1));
  }

  private static List<Long> answerable(Dataset squad) {
    return Stream.of(Split.values())
        .map(split -> squad.rows(split).stream().filter(row -> row.label() == 0).count())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sst-2", "mrpc", "qnli", "ag-news", "squad-2-answerable"})
  void aSecondReadingGivesTheSameAndAStreamedCheckToo(String name) {
    Dataset first = load(name);
    assertThat(load(name)).isEqualTo(first);
    assertThat(first.report().count(Finding.Kind.MALFORMED_ROW)).isZero();
    assertThat(Datasets.check(name, DataSettings.DEFAULT, RealData.files()))
        .contains(first.report());
  }

  @Test
  void questionsAreNoRowsToTrainOn() {
    assertThatThrownBy(
            () -> Datasets.load("squad-2", DataSettings.DEFAULT, ResolvedFiles.in(List.of())))
        .isInstanceOf(BadDataException.class)
        .hasMessage("Cannot train on squad-2: its task is qa, which is read but not trained yet");
    assertThatThrownBy(() -> Datasets.questions("mrpc", Split.TEST, ResolvedFiles.in(List.of())))
        .hasMessage("Cannot read questions of mrpc: its task is pair");
  }
}
