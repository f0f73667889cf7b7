package io.sparing.data;

import java.util.Arrays;
import java.util.function.IntFunction;

/** Finds rows whose texts are in a later split, too. */
final class Leaks {

  private final RowTable rows;
  private final Findings findings;
  private final IntFunction<String> places;

  /**
   * Looks through the rows of a survey.
   *
   * @param places says where a row is
   */
  Leaks(RowTable rows, Findings findings, IntFunction<String> places) {
    this.rows = rows;
    this.findings = findings;
    this.places = places;
  }

  /**
   * Reports them.
   *
   * @param drop whether they are left out
   */
  void find(boolean drop) {
    long[] test = rows.sortedHashes(Split.TEST);
    long[] held = rows.sortedHashes(Split.VALIDATION);
    for (int row = 0; row < rows.rows(); row++) {
      byte split = rows.split(row);
      boolean train = split == Split.TRAIN.index();
      boolean found = true;
      if ((train || split == Split.VALIDATION.index()) && has(test, row)) {
        tell(row, train ? Split.TRAIN : Split.VALIDATION, Split.TEST);
      } else if (train && has(held, row)) {
        tell(row, Split.TRAIN, Split.VALIDATION);
      } else {
        found = false;
      }
      if (found && drop) {
        rows.split(row, RowTable.DROPPED);
      }
    }
  }

  private boolean has(long[] hashes, int row) {
    return Arrays.binarySearch(hashes, rows.hash(row)) >= 0;
  }

  private void tell(int row, Split own, Split later) {
    findings.add(
        Finding.Kind.LEAKED,
        places.apply(row),
        "%s row, in the %s split too".formatted(own.text(), later.text()));
  }
}
