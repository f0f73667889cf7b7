package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.money.Prices;
import io.sparing.trial.DeviceKind;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MoneyMeterTest {

  private static final Prices PRICES =
      new Prices(
          "USD",
          "2026-05-29",
          "made up",
          OptionalDouble.of(0.05),
          OptionalDouble.of(0.01),
          Map.of("H200", 3.6));
  private static final Measurements MEASURED =
      Measurements.NONE
          .with(Metric.TOTAL_SECONDS, 360)
          .with(Metric.TRAIN_SECONDS, 180)
          .with(Metric.THROUGHPUT, 100)
          .with(Metric.PEAK_HOST_BYTES, 2e9)
          .with(Metric.INFERENCE_HOST_BYTES, 1e9);

  private static Measurements cost(DeviceKind device, String gpu, Measurements before) {
    MoneyMeter meter = new MoneyMeter(new Bench(device, 4, Map.of()), PRICES, gpu);
    assertThat(meter.start(Meter.Phase.TRAINING).end(before)).isEqualTo(Measurements.NONE);
    return meter.start(Meter.Phase.TRIAL).end(before);
  }

  private static void assertCost(Measurements cost, Metric metric, double expected) {
    assertThat(cost.find(metric).orElseThrow()).isEqualTo(expected, Offset.offset(1e-12));
    assertThat(cost.note(metric).orElseThrow()).startsWith("USD, prices of 2026-05-29");
  }

  @Test
  void aGpuIsPaidForByTheHour() {
    Measurements cost = cost(DeviceKind.GPU, "NVIDIA H200", MEASURED);
    assertCost(cost, Metric.TRIAL_COST, 0.36);
    assertCost(cost, Metric.TRAIN_COST, 0.18);
    assertCost(cost, Metric.COST_PER_1000_ANSWERS, 0.01);
  }

  @Test
  void aCpuIsPaidForByThreadsAndMemory() {
    Measurements cost = cost(DeviceKind.CPU, "", MEASURED);
    assertCost(cost, Metric.TRIAL_COST, 0.1 * 0.22);
    assertCost(cost, Metric.TRAIN_COST, 0.05 * 0.22);
    assertCost(cost, Metric.COST_PER_1000_ANSWERS, 10 / 3_600.0 * 0.21);
  }

  @Test
  void whatHasNoPriceIsNullWithTheReason() {
    Measurements cost = cost(DeviceKind.GPU, "NVIDIA X1", MEASURED);
    assertThat(cost.values()).isEmpty();
    assertThat(cost.note(Metric.TRIAL_COST).orElseThrow())
        .startsWith("the price list has no GPU NVIDIA X1; known: H200");
  }

  @Test
  void whatWasNotMeasuredHasNoCost() {
    Measurements cost = cost(DeviceKind.CPU, "", Measurements.NONE.with(Metric.TOTAL_SECONDS, 3));
    assertThat(cost.values()).isEmpty();
    assertThat(cost.notes())
        .containsOnly(
            Map.entry(Metric.TRIAL_COST, "peak_host_bytes was not measured, which has a price"));
  }
}
