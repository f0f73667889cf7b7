package io.sparing.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {

  private static final List<Double> SAMPLES = List.of(40.0, 15.0, 50.0, 20.0, 35.0);

  /** What {@code numpy.percentile([15, 20, 35, 40, 50], p)} gives. */
  @ParameterizedTest
  @CsvSource({"0, 15", "5, 16", "25, 20", "40, 29", "50, 35", "90, 46", "95, 48", "100, 50"})
  void interpolatesAsNumPyDoes(double percent, double expected) {
    assertThat(Percentiles.of(SAMPLES, percent)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void oneSampleIsEveryPercentile() {
    assertThat(Percentiles.of(List.of(7.0), 95)).isEqualTo(7);
  }

  @Test
  void noSamplesAreRefused() {
    assertThatThrownBy(() -> Percentiles.of(List.of(), 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot take a percentile of no samples");
  }
}
