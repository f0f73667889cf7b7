package io.sparing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The rows of a data set in three disjoint splits.
 *
 * @param manifest what the rows are
 * @param train rows to learn from
 * @param validation rows to choose settings by
 * @param test rows to measure on
 * @param sha256 over all rows in their splits and order, 64 hexadecimal digits
 * @param report what was found while the rows were read
 * @param places where each row is from
 */
public record Dataset(
    DatasetManifest manifest,
    List<Example> train,
    List<Example> validation,
    List<Example> test,
    String sha256,
    DataReport report,
    RowPlaces places) {

  /** Copies the lists. */
  public Dataset {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /** Returns whether the other has the same rows and findings; places are named, not compared. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Dataset that
        && manifest.equals(that.manifest)
        && sha256.equals(that.sha256)
        && report.equals(that.report)
        && train.equals(that.train)
        && validation.equals(that.validation)
        && test.equals(that.test);
  }

  @Override
  public int hashCode() {
    return Objects.hash(manifest, sha256, report);
  }

  /** Returns a data set with the checksum of these rows, in which nothing is wrong. */
  static Dataset of(
      DatasetManifest manifest, List<Example> train, List<Example> validation, List<Example> test) {
    long rows = (long) train.size() + validation.size() + test.size();
    DataReport clean = new DataReport(rows, 0, Map.of(), List.of());
    return of(manifest, train, validation, test, clean, RowPlaces.BY_SPLIT);
  }

  /** Returns a data set with the checksum of these rows. */
  static Dataset of(
      DatasetManifest manifest,
      List<Example> train,
      List<Example> validation,
      List<Example> test,
      DataReport report,
      RowPlaces places) {
    String sha256 = Checksum.of(List.of(train, validation, test));
    return new Dataset(manifest, train, validation, test, sha256, report, places);
  }

  /** Returns the rows of a split. */
  public List<Example> rows(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
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
    return Arrays.stream(sampleRows(rows, count, seed)).mapToObj(rows::get).toList();
  }

  /** Draws rows as {@link #sample} does, and returns their indices, rising. */
  public static int[] sampleRows(List<Example> rows, int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("Invalid sample count: " + count);
    }
    return count == 0 || count >= rows.size()
        ? IntStream.range(0, rows.size()).toArray()
        : StratifiedSample.draw(rows, count, seed);
  }
}
