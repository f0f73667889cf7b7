package io.sparing.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementsTest {

  @Test
  void whatWasNotMeasuredIsAbsent() {
    assertThat(Measurements.NONE.find(Metric.ENERGY_JOULES)).isEmpty();
    assertThat(Measurements.NONE.with(Metric.ACCURACY, 0).find(Metric.ACCURACY)).hasValue(0);
  }

  @Test
  void copiesLeaveTheOriginalAloneAndTheOthersValuesWin() {
    Map<Metric, Double> given = new HashMap<>(Map.of(Metric.ACCURACY, 0.5));
    Measurements one = new Measurements(given);
    given.put(Metric.ACCURACY, 0.9);
    Measurements both =
        one.with(Measurements.NONE.with(Metric.ACCURACY, 0.7).with(Metric.TEST_LOSS, 1));
    assertThat(one.values()).containsExactly(Map.entry(Metric.ACCURACY, 0.5));
    assertThat(both.values())
        .containsOnly(Map.entry(Metric.ACCURACY, 0.7), Map.entry(Metric.TEST_LOSS, 1.0));
  }

  @Test
  void aNoteSaysHowAValueCameOrWhyThereIsNone() {
    Measurements one =
        Measurements.NONE
            .with(Metric.LATENCY_P50, 3)
            .noting(Metric.LATENCY_P50, "alone")
            .noting(Metric.ENERGY_JOULES, "no meter");
    Measurements both = one.with(Measurements.NONE.noting(Metric.LATENCY_P50, "in company"));
    assertThat(both.find(Metric.LATENCY_P50)).hasValue(3);
    assertThat(both.note(Metric.LATENCY_P50)).hasValue("in company");
    assertThat(both.find(Metric.ENERGY_JOULES)).isEmpty();
    assertThat(both.note(Metric.ENERGY_JOULES)).hasValue("no meter");
  }

  @Test
  void valuesThatAreNoFiniteNumbersAreRefused() {
    assertThatThrownBy(() -> Measurements.NONE.with(Metric.TEST_LOSS, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid test_loss: NaN; a measurement is a finite number");
  }

  @Test
  void everyMetricIsFoundByItsColumn() {
    for (Metric metric : Metric.values()) {
      assertThat(Metric.find(metric.column())).isEqualTo(metric);
    }
    assertThat(Metric.columns()).hasSize(Metric.values().length).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownMetricListsTheKnownOnes() {
    assertThatThrownBy(() -> Metric.find("acuracy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown metric: acuracy; known: accuracy, macro_f1, ")
        .hasMessageEndingWith(", context_overhead_tokens");
  }

  @Test
  void countsAndBytesAreWholeNumbers() {
    assertThat(Metric.WEIGHT_BYTES.whole()).isTrue();
    assertThat(Metric.TRAINABLE_PARAMETERS.whole()).isTrue();
    assertThat(Metric.TRAIN_STEPS.whole()).isTrue();
    assertThat(Metric.LATENCY_P50.whole()).isFalse();
  }
}
