package io.sparing.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a class, or of all, that are still for training, in groups that stay together. */
final class ClassShare {

  /** Stands in place of a label for all classes as one. */
  static final int ALL = -1;

  /** Steps that looking for the nearest sum may take, a tenth of a second or so. */
  private static final long MOST_STEPS = 100_000_000;

  /** The excess that rounding may give all classes together. */
  private static final double SLACK = 1 + 1e-6;

  private final int label;
  private final List<int[]> groups = new ArrayList<>();
  private int size;
  private int left;

  ClassShare(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }

  /** Returns how many rows there are, those already taken included. */
  int size() {
    return size;
  }

  /** Adds rows that stay together. */
  void add(int[] group) {
    groups.add(group);
    size += group.length;
    left += group.length;
  }

  /**
   * Returns how many rows of each class make a share of all: each class its own, rounded. Where
   * rounding leaves all together without half a row or more, or with more than one too many, single
   * rows go to those classes that lack most, or from those that have too much, unless it is their
   * only one. Each class keeps a row for training.
   */
  static int[] wanted(List<ClassShare> classes, double share) {
    int[] wanted = new int[classes.size()];
    double lacking = 0;
    for (int c = 0; c < wanted.length; c++) {
      wanted[c] = (int) Math.min(Math.round(classes.get(c).size * share), classes.get(c).left - 1);
      lacking += classes.get(c).size * share - wanted[c];
    }
    while (lacking > 0.5 && moved(classes, share, wanted, 1)) {
      lacking--;
    }
    while (lacking < -SLACK && moved(classes, share, wanted, -1)) {
      lacking++;
    }
    return wanted;
  }

  private static boolean moved(List<ClassShare> classes, double share, int[] wanted, int by) {
    int furthest = -1;
    double most = 0;
    for (int c = 0; c < wanted.length; c++) {
      boolean movable = by > 0 ? wanted[c] < classes.get(c).left - 1 : wanted[c] > 1;
      double lacks = by * (classes.get(c).size * share - wanted[c]);
      if (movable && (furthest < 0 || lacks > most)) {
        furthest = c;
        most = lacks;
      }
    }
    if (furthest >= 0) {
      wanted[furthest] += by;
    }
    return furthest >= 0;
  }

  /**
   * Takes groups with as many rows as wanted, or as near to that as possible; at least one where
   * some are wanted, unless most of the class would go. A group stays.
   */
  List<int[]> take(int wanted) {
    if (wanted <= 0 || groups.size() < 2) {
      return List.of();
    }
    boolean[] chosen = firstThatFit(wanted);
    if (rows(chosen) != wanted && (long) groups.size() * limit(wanted) <= MOST_STEPS) {
      chosen = nearest(wanted);
    }
    return remove(chosen);
  }

  private boolean[] firstThatFit(int wanted) {
    boolean[] chosen = new boolean[groups.size()];
    int rows = 0;
    for (int g = 0; g < chosen.length && rows < wanted; g++) {
      chosen[g] = rows + groups.get(g).length <= wanted;
      rows += chosen[g] ? groups.get(g).length : 0;
    }
    return chosen;
  }

  private int limit(int wanted) {
    return (int) Math.min(2L * wanted, left - 1L);
  }

  /**
   * Solves a subset sum: says for each number of rows which group comes last among groups that
   * together have as many.
   */
  private boolean[] nearest(int wanted) {
    int[] last = new int[limit(wanted) + 1];
    Arrays.fill(last, 1, last.length, -1);
    for (int g = 0; g < groups.size(); g++) {
      int length = groups.get(g).length;
      for (int rows = last.length - 1; rows >= length; rows--) {
        if (last[rows] < 0 && last[rows - length] >= 0) {
          last[rows] = g;
        }
      }
    }
    boolean[] chosen = new boolean[groups.size()];
    int rows = nearest(last, wanted);
    if (rows == 0) {
      int smallest = smallest();
      chosen[smallest] = groups.get(smallest).length <= left / 2;
    }
    while (rows > 0) {
      chosen[last[rows]] = true;
      rows -= groups.get(last[rows]).length;
    }
    return chosen;
  }

  private static int nearest(int[] last, int wanted) {
    for (int off = 0; off < wanted; off++) {
      if (wanted - off < last.length && last[wanted - off] >= 0) {
        return wanted - off;
      }
      if (wanted + off < last.length && last[wanted + off] >= 0) {
        return wanted + off;
      }
    }
    return 0;
  }

  private int smallest() {
    int smallest = 0;
    for (int g = 1; g < groups.size(); g++) {
      smallest = groups.get(g).length < groups.get(smallest).length ? g : smallest;
    }
    return smallest;
  }

  private int rows(boolean[] chosen) {
    int rows = 0;
    for (int g = 0; g < chosen.length; g++) {
      rows += chosen[g] ? groups.get(g).length : 0;
    }
    return rows;
  }

  private List<int[]> remove(boolean[] chosen) {
    left -= rows(chosen);
    List<int[]> taken = new ArrayList<>();
    List<int[]> kept = new ArrayList<>();
    for (int g = 0; g < chosen.length; g++) {
      (chosen[g] ? taken : kept).add(groups.get(g));
    }
    groups.clear();
    groups.addAll(kept);
    return taken;
  }
}
