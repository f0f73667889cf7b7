package io.sparing.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Draws indices of rows by class; see {@link Dataset#sampleRows}. */
final class StratifiedSample {

  private StratifiedSample() {}

  static int[] draw(List<Example> rows, int count, long seed) {
    List<List<Integer>> classes = indicesByLabel(rows);
    int[] shares = shares(classes.stream().mapToInt(List::size).toArray(), count);
    Random random = new Random(seed);
    List<Integer> drawn = new ArrayList<>();
    for (int c = 0; c < shares.length; c++) {
      Collections.shuffle(classes.get(c), random);
      drawn.addAll(classes.get(c).subList(0, shares[c]));
    }
    return drawn.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  private static List<List<Integer>> indicesByLabel(List<Example> rows) {
    SortedMap<Integer, List<Integer>> classes = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      classes.computeIfAbsent(rows.get(i).label(), label -> new ArrayList<>()).add(i);
    }
    return List.copyOf(classes.values());
  }

  /** Splits {@code count} by class size: the whole parts first, then by largest remainder. */
  private static int[] shares(int[] sizes, int count) {
    double total = IntStream.of(sizes).sum();
    int least = count >= sizes.length ? 1 : 0;
    int[] shares = new int[sizes.length];
    double[] missing = new double[sizes.length];
    for (int c = 0; c < sizes.length; c++) {
      double quota = count * (sizes[c] / total);
      shares[c] = Math.max(least, (int) quota);
      missing[c] = quota - shares[c];
    }
    int left = count - IntStream.of(shares).sum();
    for (; left > 0; left--) {
      give(shares, missing, 1, 0);
    }
    for (; left < 0; left++) {
      give(shares, missing, -1, least);
    }
    return shares;
  }

  /** Moves the class that is furthest from its quota by one row, or several in a tie the first. */
  private static void give(int[] shares, double[] missing, int rows, int least) {
    int furthest = -1;
    for (int c = 0; c < shares.length; c++) {
      boolean movable = rows > 0 || shares[c] > least;
      if (movable && (furthest < 0 || rows * missing[c] > rows * missing[furthest])) {
        furthest = c;
      }
    }
    shares[furthest] += rows;
    missing[furthest] -= rows;
  }
}
