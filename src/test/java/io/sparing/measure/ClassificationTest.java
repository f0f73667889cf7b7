package io.sparing.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassificationTest {

  private static double value(Measurements measurements, Metric metric) {
    return measurements.find(metric).orElseThrow();
  }

  @Test
  void threeClassesByHand() {
    // Class 0: 3 asked, 2 given, 2 right; class 1: 2, 3, 1; class 2: 1, 1, 0.
    Measurements score =
        Classification.of(new int[] {0, 0, 0, 1, 1, 2}, new int[] {0, 0, 1, 1, 2, 1}, 3);
    assertThat(value(score, Metric.ACCURACY)).isEqualTo(3 / 6.0);
    assertThat(value(score, Metric.MACRO_PRECISION))
        .isCloseTo((2 / 2.0 + 1 / 3.0 + 0) / 3, within(1e-12));
    assertThat(value(score, Metric.MACRO_RECALL))
        .isCloseTo((2 / 3.0 + 1 / 2.0 + 0) / 3, within(1e-12));
    assertThat(value(score, Metric.MACRO_F1)).isCloseTo((4 / 5.0 + 2 / 5.0 + 0) / 3, within(1e-12));
  }

  @Test
  void aClassNeverPredictedHasPrecisionZeroAndOneNeverAskedForRecallZero() {
    Measurements score = Classification.of(new int[] {0, 0}, new int[] {1, 1}, 2);
    for (Metric metric :
        new Metric[] {
          Metric.ACCURACY, Metric.MACRO_PRECISION, Metric.MACRO_RECALL, Metric.MACRO_F1
        }) {
      assertThat(value(score, metric)).as(metric.column()).isZero();
    }
  }

  @Test
  void aClassNeitherAskedForNorPredictedDoesNotCount() {
    Measurements score = Classification.of(new int[] {0, 2}, new int[] {0, 2}, 5);
    assertThat(value(score, Metric.MACRO_F1)).isEqualTo(1);
    assertThat(value(score, Metric.MACRO_RECALL)).isEqualTo(1);
  }

  @Test
  void rowsAndPredictionsMustBeAsMany() {
    assertThatThrownBy(() -> Classification.of(new int[] {0, 1}, new int[] {0}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score 1 predictions for 2 rows");
    assertThatThrownBy(() -> Classification.of(new int[0], new int[0], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot score 0 predictions for 0 rows");
  }
}
