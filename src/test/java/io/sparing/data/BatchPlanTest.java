package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  private static final int[] LENGTHS =
      new Random(7).ints(12_000, 4, 64).map(length -> length * length / 64 + 4).toArray();

  @Property
  void everyRowIsInOneBatchOfAnEpoch(
      @ForAll @Size(max = 700) List<@IntRange(min = 1, max = 90) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 40) int batchSize,
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int epoch) {
    int[] all = lengths.stream().mapToInt(Integer::intValue).toArray();
    assertCovers(BatchPlan.training(all, batchSize, seed, epoch), all.length, batchSize);
    assertCovers(BatchPlan.evaluation(all, batchSize), all.length, batchSize);
  }

  @Test
  void trainingPlansRepeatForASeedAndDifferBetweenEpochs() {
    assertThat(flat(BatchPlan.training(LENGTHS, 32, 5, 0)))
        .isEqualTo(flat(BatchPlan.training(LENGTHS, 32, 5, 0)))
        .isNotEqualTo(flat(BatchPlan.training(LENGTHS, 32, 5, 1)))
        .isNotEqualTo(flat(BatchPlan.training(LENGTHS, 32, 6, 0)));
  }

  @Test
  void bucketsSpendLittleOnPadding() {
    assertThat(padding(BatchPlan.training(LENGTHS, 32, 1, 0))).isLessThan(0.05);
    assertThat(padding(BatchPlan.evaluation(LENGTHS, 32))).isLessThan(0.02);
  }

  @Test
  void trainingMeetsLongAndShortBatchesInNoOrder() {
    List<int[]> plan = BatchPlan.training(LENGTHS, 32, 1, 0);
    double half =
        plan.subList(0, plan.size() / 2).stream()
            .flatMapToInt(Arrays::stream)
            .map(row -> LENGTHS[row])
            .average()
            .orElseThrow();
    assertThat(half / Arrays.stream(LENGTHS).average().orElseThrow()).isBetween(0.85, 1.15);
  }

  @Test
  void evaluationStartsWithTheLongest() {
    assertThat(BatchPlan.evaluation(new int[] {3, 9, 5, 9}, 3))
        .containsExactly(new int[] {1, 3, 2}, new int[] {0});
  }

  @Test
  void refusesABatchSizeBelowOne() {
    assertThatThrownBy(() -> BatchPlan.training(LENGTHS, 0, 1, 0))
        .hasMessage("Invalid batch size: 0");
    assertThatThrownBy(() -> BatchPlan.evaluation(LENGTHS, -3))
        .hasMessage("Invalid batch size: -3");
  }

  private static void assertCovers(List<int[]> plan, int rows, int batchSize) {
    assertThat(Arrays.stream(flat(plan)).sorted().toArray())
        .isEqualTo(IntStream.range(0, rows).toArray());
    assertThat(plan).hasSize((rows + batchSize - 1) / batchSize);
    assertThat(plan).allMatch(batch -> batch.length <= batchSize);
  }

  private static double padding(List<int[]> plan) {
    long padded =
        plan.stream()
            .mapToLong(b -> (long) b.length * Arrays.stream(b).map(r -> LENGTHS[r]).max().orElse(0))
            .sum();
    return 1 - Arrays.stream(LENGTHS).sum() / (double) padded;
  }

  private static int[] flat(List<int[]> plan) {
    return plan.stream().flatMapToInt(Arrays::stream).toArray();
  }

  @Test
  void aBatchLargerThanAnyNumberOfRowsHoldsThemAll() {
    int[] lengths = {3, 1, 2};
    for (int size : new int[] {50_000_000, Integer.MAX_VALUE}) {
      assertThat(BatchPlan.training(lengths, size, 0, 0)).hasSize(1);
      assertThat(BatchPlan.training(lengths, size, 0, 0).get(0)).containsExactly(1, 2, 0);
      assertThat(BatchPlan.evaluation(lengths, size)).hasSize(1);
    }
  }
}
