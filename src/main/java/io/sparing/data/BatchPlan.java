package io.sparing.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Which rows go into which batch. Every row is in exactly one; only one batch may be smaller. */
public final class BatchPlan {

  /** Batches whose rows are sorted together: enough for little padding, few enough for chance. */
  private static final int BATCHES_A_CHUNK = 50;

  private BatchPlan() {}

  /**
   * Batches of one epoch: rows are shuffled, sorted by length within chunks, and the batches
   * shuffled again. A smaller batch comes last, so that plans of as many rows take the same steps.
   * The same arguments always give the same plan.
   *
   * @param lengths tokens of each row
   * @param batchSize rows a batch
   * @param epoch makes each epoch differ
   * @return indices of rows, batch by batch
   * @throws IllegalArgumentException if {@code batchSize} is not positive
   */
  public static List<int[]> training(int[] lengths, int batchSize, long seed, int epoch) {
    check(batchSize);
    Random random = new Random(seed + epoch * 0x9E3779B97F4A7C15L);
    List<Integer> order = new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
    Collections.shuffle(order, random);
    long chunk = (long) batchSize * BATCHES_A_CHUNK;
    for (long start = 0; start < order.size(); start += chunk) {
      order
          .subList((int) start, (int) Math.min(start + chunk, order.size()))
          .sort(Comparator.comparingInt(row -> lengths[row]));
    }
    List<int[]> batches = split(order, batchSize);
    Collections.shuffle(batches.subList(0, lengths.length / batchSize), random);
    return batches;
  }

  /**
   * Batches by falling length, so that the largest comes first and memory runs out early if at all.
   *
   * @param lengths tokens of each row
   * @param batchSize rows a batch
   * @return indices of rows, batch by batch
   * @throws IllegalArgumentException if {@code batchSize} is not positive
   */
  public static List<int[]> evaluation(int[] lengths, int batchSize) {
    check(batchSize);
    List<Integer> order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> -lengths[row]))
            .toList();
    return split(order, batchSize);
  }

  private static List<int[]> split(List<Integer> order, int batchSize) {
    int[] rows = order.stream().mapToInt(Integer::intValue).toArray();
    List<int[]> batches = new ArrayList<>();
    for (long start = 0; start < rows.length; start += batchSize) {
      long end = Math.min(start + batchSize, rows.length);
      batches.add(Arrays.copyOfRange(rows, (int) start, (int) end));
    }
    return batches;
  }

  private static void check(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("Invalid batch size: " + batchSize);
    }
  }
}
