package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.DeviceKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MetersTest {

  private static final int TOUCHED = 64 << 20;

  private final Meters meters = Meters.at(new Bench(DeviceKind.CPU, 1, Map.of()));

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakOfATrialIsThatOfAllItsPhases() {
    Meter.Reading trial = meters.start(Meter.Phase.TRIAL);
    byte[] training = touched();
    assertThat(training).hasSize(TOUCHED);
    training = null;
    Meter.Reading answering = meters.start(Meter.Phase.ANSWERING);
    Measurements answered = answering.end(Measurements.NONE);
    Measurements whole = trial.end(answered);
    double peak = whole.find(Metric.PEAK_HOST_BYTES).orElseThrow();
    double answers = answered.find(Metric.INFERENCE_HOST_BYTES).orElseThrow();
    assertThat(peak - answers).isGreaterThan(TOUCHED / 2.0);
    assertThat(whole.find(Metric.INFERENCE_HOST_BYTES)).isEmpty();
  }

  private static byte[] touched() {
    byte[] bytes = new byte[TOUCHED];
    for (int i = 0; i < TOUCHED; i += 4096) {
      bytes[i] = 1;
    }
    return bytes;
  }
}
