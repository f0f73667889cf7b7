package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final List<TokenIds> TEXTS =
      List.of(
          new TokenIds(new int[] {101, 7, 102}, new int[] {0, 0, 0}),
          new TokenIds(new int[] {101, 8, 102, 9, 102}, new int[] {0, 0, 0, 1, 1}));

  @Test
  void padsToTheLongestOfItsRows() {
    Batch batch = Batch.of(TEXTS, new int[] {1, 0});
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(5);
    assertThat(batch.ids()).containsExactly(101, 8, 102, 9, 102, 101, 7, 102, 0, 0);
    assertThat(batch.typeIds()).containsExactly(0, 0, 0, 1, 1, 0, 0, 0, 0, 0);
    assertThat(batch.mask()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    assertThat(Batch.of(TEXTS, new int[] {0}).length()).isEqualTo(3);
  }

  @Test
  void morePaddingHidesItself() {
    Batch batch = Batch.of(TEXTS, new int[] {1, 0}).padded(6);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.length()).isEqualTo(6);
    assertThat(batch.ids()).containsExactly(101, 8, 102, 9, 102, 0, 101, 7, 102, 0, 0, 0);
    assertThat(batch.typeIds()).containsExactly(0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    assertThat(batch.mask()).containsExactly(1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0);
  }

  @Property
  void stackedBatchesEqualOneBatchOfAllRows(
      @ForAll @Size(min = 1, max = 5) List<@Size(min = 1, max = 6) List<@IntRange(min = 1, max = 20) Integer>> lanes) {
    int[] lengths = lanes.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    List<TokenIds> texts = Arrays.stream(lengths).mapToObj(BatchTest::text).toList();
    int[] start = {0};
    List<Batch> batches =
        lanes.stream()
            .map(lane -> IntStream.range(start[0], start[0] += lane.size()).toArray())
            .map(rows -> Batch.of(texts, rows))
            .toList();
    Batch stacked = Batch.concat(batches);
    Batch whole = Batch.of(texts, IntStream.range(0, lengths.length).toArray());
    assertThat(stacked.length()).isEqualTo(whole.length());
    assertThat(stacked.ids()).isEqualTo(whole.ids());
    assertThat(stacked.typeIds()).isEqualTo(whole.typeIds());
    assertThat(stacked.mask()).isEqualTo(whole.mask());
  }

  @Test
  void refusesABatchOfNothing() {
    assertThatThrownBy(() -> Batch.of(TEXTS, new int[0]))
        .hasMessage("Cannot make a batch: there are no rows");
    assertThatThrownBy(() -> Batch.concat(List.of()))
        .hasMessage("Cannot stack batches: there are none");
  }

  private static TokenIds text(int length) {
    return new TokenIds(
        IntStream.range(0, length).map(i -> 100 + length + i).toArray(),
        IntStream.range(0, length).map(i -> i % 2).toArray());
  }
}
