package io.sparing.data;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordNetTopicTest {

  private static final Dataset TOPIC = Datasets.load("wordnet-topic");

  @Test
  void everyClassHasTheSameNumberOfRowsInASplit() {
    assertThat(TOPIC.manifest().labels()).hasSize(12);
    assertThat(counts(TOPIC.train()))
        .hasSize(12)
        .allSatisfy((c, n) -> assertThat(n).isEqualTo(1000));
    assertThat(counts(TOPIC.validation()))
        .hasSize(12)
        .allSatisfy((c, n) -> assertThat(n).isEqualTo(125));
    assertThat(counts(TOPIC.test())).hasSize(12).allSatisfy((c, n) -> assertThat(n).isEqualTo(166));
  }

  @Test
  void noDefinitionOccursTwice() {
    Set<String> seen = new HashSet<>();
    assertThat(rows()).allMatch(row -> seen.add(Sense.normalised(row.text())));
  }

  @Test
  void rowsAreDefinitionsWithoutExamples() {
    assertThat(rows())
        .allMatch(row -> row.pair().isEmpty())
        .allMatch(row -> !row.text().isBlank())
        .noneMatch(row -> row.text().matches(".*; *\".*"));
  }

  @Test
  void classesAreMixedThroughoutASplit() {
    assertThat(counts(TOPIC.train().subList(0, 200))).hasSize(12);
  }

  @Test
  void readsTheSameRowsEveryTime() {
    Dataset again = Datasets.load("wordnet-topic");
    assertThat(again.train()).isEqualTo(TOPIC.train());
    assertThat(again.sha256()).isEqualTo(TOPIC.sha256());
  }

  @Test
  void rowsAreTheOnesThatEarlierResultsWereMeasuredOn() {
    assertThat(TOPIC.sha256())
        .isEqualTo("5341fa32220052e9845399858e059dc47362bb829004dad7e8bce6e78c5acfab");
  }

  private static List<Example> rows() {
    return Stream.of(TOPIC.train(), TOPIC.validation(), TOPIC.test())
        .flatMap(List::stream)
        .toList();
  }

  private static Map<Integer, Long> counts(List<Example> rows) {
    return rows.stream().collect(groupingBy(Example::label, counting()));
  }
}
