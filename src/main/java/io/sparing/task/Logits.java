package io.sparing.task;

import io.sparing.measure.Classification;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.util.List;
import java.util.stream.IntStream;

/** Measures what a classifier's logits are worth. */
final class Logits {

  private Logits() {}

  /** Quality and mean cross-entropy of logits [rows, classes] for these classes. */
  static Measurements score(List<float[]> logits, List<Integer> labels) {
    int[] predicted = logits.stream().mapToInt(Logits::best).toArray();
    double loss =
        IntStream.range(0, predicted.length)
            .mapToDouble(row -> crossEntropy(logits.get(row), labels.get(row)))
            .average()
            .orElseThrow();
    int[] expected = labels.stream().mapToInt(Integer::intValue).toArray();
    return Classification.of(expected, predicted, logits.get(0).length)
        .with(Metric.TEST_LOSS, loss);
  }

  /** Whether all are numbers. */
  static boolean finite(List<float[]> logits) {
    for (float[] row : logits) {
      for (float logit : row) {
        if (!Float.isFinite(logit)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int best(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  private static double crossEntropy(float[] row, int label) {
    double largest = row[best(row)];
    double sum = 0;
    for (float logit : row) {
      sum += Math.exp(logit - largest);
    }
    return Math.log(sum) + largest - row[label];
  }
}
