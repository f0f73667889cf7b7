package io.sparing.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds out rows of the training split by hash; see {@link HoldOut}. */
final class HashSplit {

  /**
   * A part of which a class has more or fewer rows than it should.
   *
   * @param label of the class
   * @param rows of the class
   * @param split the part
   * @param share rows it should have
   * @param held rows it has
   */
  record Uneven(int label, int rows, Split split, double share, int held) {}

  private final RowTable table;
  private final List<Uneven> uneven = new ArrayList<>();

  private HashSplit(RowTable table) {
    this.table = table;
  }

  /**
   * Moves rows of every class from training to validation and testing.
   *
   * @param together whether equal texts of several classes stay together, too, with the class of
   *     their first row
   * @return which classes lack their share
   */
  static List<Uneven> apply(HoldOut shares, RowTable table, boolean together) {
    if (shares.equals(HoldOut.NONE)) {
      return List.of();
    }
    HashSplit split = new HashSplit(table);
    List<ClassShare> classes = split.classes(together);
    split.move(classes, shares.test(), Split.TEST);
    split.move(classes, shares.validation(), Split.VALIDATION);
    return split.uneven;
  }

  /**
   * Moves whole groups of rows from training to validation and testing, so that each part has as
   * nearly as possible its share of all rows. Each class has what its groups bring.
   *
   * @param groups the rows of each; those of other splits stay where they are
   */
  static void applyToGroups(HoldOut shares, RowTable table, Collection<List<Integer>> groups) {
    ClassShare all = new ClassShare(ClassShare.ALL);
    for (List<Integer> group : groups) {
      int[] rows =
          group.stream()
              .mapToInt(Integer::intValue)
              .filter(row -> table.split(row) == Split.TRAIN.index())
              .toArray();
      if (rows.length > 0) {
        all.add(rows);
      }
    }
    HashSplit split = new HashSplit(table);
    split.move(List.of(all), shares.test(), Split.TEST);
    split.move(List.of(all), shares.validation(), Split.VALIDATION);
  }

  private List<ClassShare> classes(boolean together) {
    Comparator<Integer> byHash = Comparator.comparingLong(table::hash);
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      if (table.split(row) == Split.TRAIN.index()) {
        rows.add(row);
      }
    }
    rows.sort(together ? byHash : byHash.thenComparingInt(table::label));
    SortedMap<Integer, ClassShare> classes = new TreeMap<>();
    for (int start = 0, end; start < rows.size(); start = end) {
      int first = rows.get(start);
      end = start + 1;
      while (end < rows.size() && joins(first, rows.get(end), together)) {
        end++;
      }
      int[] group = rows.subList(start, end).stream().mapToInt(Integer::intValue).toArray();
      classes.computeIfAbsent(table.label(first), ClassShare::new).add(group);
    }
    return List.copyOf(classes.values());
  }

  private boolean joins(int first, int row, boolean together) {
    return table.hash(first) == table.hash(row)
        && (together || table.label(first) == table.label(row));
  }

  private void move(List<ClassShare> classes, double share, Split split) {
    int[] wanted = ClassShare.wanted(classes, share);
    for (int c = 0; c < wanted.length; c++) {
      ClassShare rows = classes.get(c);
      int held = 0;
      for (int[] group : rows.take(wanted[c])) {
        Arrays.stream(group).forEach(row -> table.split(row, split.index()));
        held += group.length;
      }
      if (held != wanted[c] || (share > 0 && held == 0)) {
        uneven.add(new Uneven(rows.label(), rows.size(), split, rows.size() * share, held));
      }
    }
  }
}
