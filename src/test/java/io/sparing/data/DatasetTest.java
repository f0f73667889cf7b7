package io.sparing.data;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatasetTest {

  @Property
  void aSampleKeepsTheShareOfEveryClass(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 60) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 400) int count,
      @ForAll long seed) {
    List<Example> rows = rows(sizes);
    List<Example> sample = Dataset.sample(rows, count, seed);
    assertThat(sample).hasSize(Math.min(count, rows.size()));
    assertThat(rows).containsSubsequence(sample);
    assertThat(new HashSet<>(sample)).hasSameSizeAs(sample);
    Map<Integer, Long> drawn = counts(sample);
    if (count >= sizes.size()) {
      assertThat(drawn).hasSize(sizes.size());
    }
    for (int label = 0; label < sizes.size(); label++) {
      double quota = (double) sample.size() * sizes.get(label) / rows.size();
      // A class that is due less than one row may take one from the others.
      assertThat((double) drawn.getOrDefault(label, 0L))
          .isCloseTo(quota, offset(1.0 * sizes.size()));
    }
  }

  @Property
  void aSampleIsTheSameForTheSameSeed(
      @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    List<Example> rows = rows(List.of(40, 20, 10));
    assertThat(Dataset.sample(rows, n, seed)).isEqualTo(Dataset.sample(rows, n, seed));
  }

  @Test
  void remaindersGoToTheLargest() {
    assertThat(counts(Dataset.sample(rows(List.of(50, 33, 17)), 10, 1)))
        .isEqualTo(Map.of(0, 5L, 1, 3L, 2, 2L));
  }

  @Test
  void aRareClassKeepsARow() {
    assertThat(counts(Dataset.sample(rows(List.of(97, 2, 1)), 10, 1)))
        .isEqualTo(Map.of(0, 8L, 1, 1L, 2, 1L));
  }

  @Test
  void otherSeedsDrawOtherRows() {
    List<Example> rows = rows(List.of(100, 100));
    assertThat(Dataset.sample(rows, 20, 1)).isNotEqualTo(Dataset.sample(rows, 20, 2));
  }

  @Test
  void zeroOrTooManyGivesAllRows() {
    List<Example> rows = rows(List.of(3, 2));
    assertThat(Dataset.sample(rows, 0, 1)).isEqualTo(rows);
    assertThat(Dataset.sample(rows, 9, 1)).isEqualTo(rows);
    assertThat(Dataset.sample(List.of(), 9, 1)).isEmpty();
    assertThatThrownBy(() -> Dataset.sample(rows, -1, 1)).hasMessage("Invalid sample count: -1");
  }

  @Test
  void theChecksumKnowsRowsSplitsAndOrder() {
    List<Example> rows = rows(List.of(2, 2));
    List<String> sums =
        List.of(
            sha256(rows.subList(0, 2), rows.subList(2, 4)),
            sha256(rows.subList(0, 1), rows.subList(1, 4)),
            sha256(rows.subList(2, 4), rows.subList(0, 2)),
            sha256(rows, List.of()));
    assertThat(sums).doesNotHaveDuplicates().allMatch(sum -> sum.matches("[0-9a-f]{64}"));
    assertThat(sha256(rows, List.of())).isEqualTo(sums.get(3));
  }

  private static String sha256(List<Example> train, List<Example> test) {
    return Dataset.of(Datasets.find("wordnet-pairs"), train, List.of(), test).sha256();
  }

  private static Map<Integer, Long> counts(List<Example> rows) {
    return rows.stream().collect(groupingBy(Example::label, counting()));
  }

  private static List<Example> rows(List<Integer> sizes) {
    List<Example> rows = new ArrayList<>();
    for (int label = 0; label < sizes.size(); label++) {
      for (int i = 0; i < sizes.get(label); i++) {
        rows.add(new Example(label + " " + i, "", label));
      }
    }
    return rows;
  }
}
