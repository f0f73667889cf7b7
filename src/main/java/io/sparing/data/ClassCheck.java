package io.sparing.data;

import io.sparing.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks that the labels of one's own file are classes that can be learned. */
final class ClassCheck {

  private ClassCheck() {}

  /** Returns why they cannot be learned, in a sentence; empty if they can. */
  static Optional<String> objection(List<String> labels, RowTable rows) {
    if (labels.size() < 2) {
      String found =
          labels.isEmpty() ? "no row has a label" : "every label is " + Printable.of(labels.get(0));
      return Optional.of(found + "; expected at least two different labels");
    }
    int[] counts = new int[labels.size()];
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        counts[rows.label(row)]++;
      }
    }
    long once = IntStream.of(counts).filter(count -> count == 1).count();
    if (labels.size() > 2 && once == labels.size()) {
      return Optional.of("every label occurs once: these are no classes" + example(labels));
    }
    return labels.size() > 2 && 2 * once > labels.size() && realNumbers(labels)
        ? Optional.of("its labels are real numbers, most of them occur once: these are no classes")
            .map(words -> words + example(labels))
        : Optional.empty();
  }

  private static boolean realNumbers(List<String> labels) {
    List<Optional<NumberLabel>> numbers = labels.stream().map(NumberLabel::of).toList();
    return numbers.stream().allMatch(Optional::isPresent)
        && !numbers.stream().allMatch(number -> number.orElseThrow().whole());
  }

  private static String example(List<String> labels) {
    return "; the first are %s, %s and %s"
        .formatted(
            Printable.of(labels.get(0)), Printable.of(labels.get(1)), Printable.of(labels.get(2)));
  }
}
