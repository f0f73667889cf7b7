package io.sparing.data;

/** Says where the rows of a data set are from. */
@FunctionalInterface
public interface RowPlaces {

  /**
   * Names the split and the row in it, from 1, such as {@code train:17}, where there is no file.
   */
  RowPlaces BY_SPLIT = (split, row) -> split.text() + ":" + (row + 1);

  /**
   * Returns the place of a row as findings show it: {@code reviews.csv:17}.
   *
   * @param row index within the split
   */
  String of(Split split, int row);
}
