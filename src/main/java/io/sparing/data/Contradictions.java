package io.sparing.data;

import io.sparing.text.Printable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Finds rows whose texts have another label in another row. */
final class Contradictions {

  private static final long EMPTY = Checksum.ofTexts("", "");

  /** A text that several rows have. */
  private static final class Repeated {
    private final int first;
    private int other = -1;
    private final int[] labels = new int[Split.values().length];
    private final boolean[] mixed = new boolean[Split.values().length];

    Repeated(int first) {
      this.first = first;
      Arrays.fill(labels, -1);
    }
  }

  private final RowTable rows;
  private final Findings findings;
  private final IntFunction<String> places;
  private final Map<Long, Repeated> texts = new HashMap<>();

  /**
   * Looks through the rows of a survey.
   *
   * @param places says where a row is
   */
  Contradictions(RowTable rows, Findings findings, IntFunction<String> places) {
    this.rows = rows;
    this.findings = findings;
    this.places = places;
    long[] repeated = repeated();
    for (int row = 0; row < rows.rows(); row++) {
      if (kept(row) && Arrays.binarySearch(repeated, rows.hash(row)) >= 0) {
        add(row);
      }
    }
    texts.values().removeIf(text -> text.other < 0);
  }

  /**
   * Reports them.
   *
   * @param labels names labels by their indices
   * @param drop whether rows are left out that have two labels in one split, for nobody knows which
   *     is right; those in two splits are leaks, too
   */
  void find(IntFunction<String> labels, boolean drop) {
    for (int row = 0; row < rows.rows(); row++) {
      Repeated text = kept(row) ? texts.get(rows.hash(row)) : null;
      if (text != null) {
        tell(row, text, labels);
        if (drop && text.mixed[rows.split(row)]) {
          rows.split(row, RowTable.DROPPED);
        }
      }
    }
  }

  private void tell(int row, Repeated text, IntFunction<String> labels) {
    int opposite = rows.label(text.first) == rows.label(row) ? text.other : text.first;
    findings.add(
        Finding.Kind.CONTRADICTING,
        places.apply(row),
        "its text has label %s here, %s in %s"
            .formatted(
                Printable.of(labels.apply(rows.label(row))),
                Printable.of(labels.apply(rows.label(opposite))),
                places.apply(opposite)));
  }

  private void add(int row) {
    int label = rows.label(row);
    Repeated text = texts.computeIfAbsent(rows.hash(row), hash -> new Repeated(row));
    if (text.other < 0 && rows.label(text.first) != label) {
      text.other = row;
    }
    int split = rows.split(row);
    text.mixed[split] |= text.labels[split] >= 0 && text.labels[split] != label;
    text.labels[split] = label;
  }

  private boolean kept(int row) {
    return rows.split(row) != RowTable.DROPPED && rows.hash(row) != EMPTY;
  }

  /** Returns the hashes that more than one row has, sorted. */
  private long[] repeated() {
    long[] hashes = new long[rows.rows()];
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (kept(row)) {
        hashes[count++] = rows.hash(row);
      }
    }
    Arrays.sort(hashes, 0, count);
    int repeated = 0;
    for (int i = 1; i < count; i++) {
      if (hashes[i] == hashes[i - 1]) {
        hashes[repeated++] = hashes[i];
      }
    }
    return Arrays.copyOf(hashes, repeated);
  }
}
