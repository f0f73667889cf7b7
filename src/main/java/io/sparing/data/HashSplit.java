package io.sparing.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds out rows of the training split by hash; see {@link HoldOut}. */
final class HashSplit {

  private HashSplit() {}

  /** Moves rows of every class from training to validation and testing. */
  static void apply(HoldOut shares, RowTable table) {
    if (shares.equals(HoldOut.NONE)) {
      return;
    }
    SortedMap<Integer, List<Integer>> classes = new TreeMap<>();
    for (int row = 0; row < table.rows(); row++) {
      if (table.split(row) == Split.TRAIN.index()) {
        classes.computeIfAbsent(table.label(row), label -> new ArrayList<>()).add(row);
      }
    }
    classes.values().forEach(rows -> holdOut(shares, rows, table));
  }

  private static void holdOut(HoldOut shares, List<Integer> rows, RowTable table) {
    rows.sort(Comparator.comparingLong(table::hash));
    int test = move(rows, 0, shares.test(), Split.TEST, table);
    move(rows, test, shares.validation(), Split.VALIDATION, table);
  }

  /** Moves a share of all rows, from {@code start} on; equal hashes are not parted. */
  private static int move(
      List<Integer> rows, int start, double share, Split split, RowTable table) {
    long wanted = Math.round(rows.size() * share);
    int end = Math.toIntExact(Math.min(start + wanted, rows.size() - 1));
    while (end > start
        && end < rows.size()
        && table.hash(rows.get(end)) == table.hash(rows.get(end - 1))) {
      end++;
    }
    for (int i = start; i < end; i++) {
      table.split(rows.get(i), split.index());
    }
    return Math.max(start, end);
  }
}
