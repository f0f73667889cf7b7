package io.sparing.look;

import io.sparing.data.DataReport;
import io.sparing.data.Dataset;
import io.sparing.data.Duplicates;
import io.sparing.data.Example;
import io.sparing.data.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a data set is like, as far as a question for advice needs it.
 *
 * @param name of the data set, or the file's path
 * @param task what a row asks: {@code classification}, {@code pair}
 * @param trainRows rows to learn from
 * @param validationRows rows held out to choose settings by
 * @param testRows rows held out to measure on
 * @param classes each with its rows, the largest first
 * @param lengths of the texts
 * @param repeated rows whose texts are those of another row, case and spacing aside
 * @param contradicting rows whose texts have another label in another row
 * @param writing in what letters and words
 * @param report what is wrong with rows
 */
public record DataLook(
    String name,
    String task,
    int trainRows,
    int validationRows,
    int testRows,
    List<ClassRows> classes,
    TextLengths lengths,
    int repeated,
    long contradicting,
    Writing writing,
    DataReport report) {

  /** Copies the classes. */
  public DataLook {
    classes = List.copyOf(classes);
  }

  /** Looks at all rows; takes about a second for 100,000. */
  public static DataLook of(Dataset dataset) {
    List<Example> rows =
        Stream.of(dataset.train(), dataset.validation(), dataset.test())
            .flatMap(List::stream)
            .toList();
    return new DataLook(
        dataset.manifest().name(),
        dataset.manifest().task(),
        dataset.train().size(),
        dataset.validation().size(),
        dataset.test().size(),
        classes(dataset.manifest().labels(), rows),
        TextLengths.of(rows),
        Duplicates.within(rows),
        dataset.report().count(Finding.Kind.CONTRADICTING),
        Writing.of(rows),
        dataset.report());
  }

  private static List<ClassRows> classes(List<String> labels, List<Example> rows) {
    int[] counts = new int[labels.size()];
    rows.forEach(row -> counts[row.label()]++);
    List<ClassRows> classes = new ArrayList<>();
    IntStream.range(0, counts.length)
        .mapToObj(label -> new ClassRows(labels.get(label), counts[label]))
        .sorted(Comparator.comparingInt(ClassRows::rows).reversed())
        .forEach(classes::add);
    return classes;
  }

  /** Returns the rows of all splits. */
  public int rows() {
    return trainRows + validationRows + testRows;
  }

  /** Returns the class with most rows. */
  public ClassRows largest() {
    return classes.get(0);
  }

  /** Returns the class with fewest rows. */
  public ClassRows smallest() {
    return classes.get(classes.size() - 1);
  }

  /** Returns the share of all rows that a class has. */
  public double share(ClassRows rows) {
    return (double) rows.rows() / rows();
  }
}
