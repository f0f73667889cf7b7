package io.sparing.data;

import java.util.List;

/**
 * The rows of a data set in three disjoint splits.
 *
 * @param manifest what the rows are
 * @param train rows to learn from
 * @param validation rows to choose settings by
 * @param test rows to measure on
 * @param sha256 over all rows in their splits and order, 64 hexadecimal digits
 */
public record Dataset(
    DatasetManifest manifest,
    List<Example> train,
    List<Example> validation,
    List<Example> test,
    String sha256) {

  /** Copies the lists. */
  public Dataset {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /** A data set with the checksum of these rows. */
  static Dataset of(
      DatasetManifest manifest, List<Example> train, List<Example> validation, List<Example> test) {
    String sha256 = Checksum.of(List.of(train, validation, test));
    return new Dataset(manifest, train, validation, test, sha256);
  }

  /**
   * Draws rows so that every class keeps its share, rounded by largest remainder, and none is lost
   * where {@code count} allows one row each. The same arguments always give the same rows; they
   * keep the order they have in {@code rows}.
   *
   * @param count how many; 0, or as many as there are, gives all
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public static List<Example> sample(List<Example> rows, int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("Invalid sample count: " + count);
    }
    return count == 0 || count >= rows.size()
        ? List.copyOf(rows)
        : StratifiedSample.draw(rows, count, seed);
  }
}
