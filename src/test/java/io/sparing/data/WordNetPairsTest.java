package io.sparing.data;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WordNetPairsTest {

  private static final Dataset PAIRS = Datasets.load("wordnet-pairs");
  private static final List<List<Example>> SPLITS =
      List.of(PAIRS.train(), PAIRS.validation(), PAIRS.test());
  private static final List<Function<Example, String>> SIDES =
      List.of(Example::text, Example::pair);

  @Test
  void splitsHaveTheirSizes() {
    assertThat(PAIRS.manifest().labels()).containsExactly("no", "yes");
    assertThat(SPLITS).extracting(List::size).containsExactly(12_000, 1_500, 2_000);
  }

  @Test
  void noSplitSharesADefinitionOrAnExampleWithAnother() {
    for (Function<Example, String> side : SIDES) {
      for (List<Example> one : SPLITS) {
        for (List<Example> other : SPLITS) {
          assertThat(one == other || disjoint(texts(one, side), texts(other, side))).isTrue();
        }
      }
    }
  }

  @Test
  void neitherTextAloneGivesTheLabelAway() {
    for (List<Example> split : SPLITS) {
      for (Function<Example, String> side : SIDES) {
        Map<String, Map<Integer, Long>> labels =
            split.stream().collect(groupingBy(side, groupingBy(Example::label, counting())));
        assertThat(labels.values()).allSatisfy(l -> assertThat(l).isEqualTo(Map.of(0, 1L, 1, 1L)));
      }
    }
  }

  @Test
  void readsTheSameRowsEveryTime() {
    assertThat(Datasets.load("wordnet-pairs")).isEqualTo(PAIRS);
  }

  @Test
  void rowsAreTheOnesThatEarlierResultsWereMeasuredOn() {
    assertThat(PAIRS.sha256())
        .isEqualTo("12517d3f72413771b42a1c75196ba06f337fe370319f15f1884598f2389782db");
  }

  private static boolean disjoint(Set<String> some, Set<String> others) {
    return some.stream().noneMatch(others::contains);
  }

  private static Set<String> texts(List<Example> rows, Function<Example, String> side) {
    return rows.stream().map(side).map(Sense::normalised).collect(toSet());
  }
}
