package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.DeviceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {

  private static final long TOUCHED = 200L << 20;

  private final Meters meters = Meters.at(new Bench(DeviceKind.CPU, 1, Map.of()));

  @Test
  void thePeakOfATrialIsThatOfAllItsPhases() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "the kernel keeps no peak");
    Meter.Reading trial = meters.start(Meter.Phase.TRIAL);
    try (Memory training = new Memory(TOUCHED)) {
      training.setMemory(0, TOUCHED, (byte) 1);
    }
    Meter.Reading answering = meters.start(Meter.Phase.ANSWERING);
    Measurements answered = answering.end(Measurements.NONE);
    Measurements whole = trial.end(answered);
    double peak = whole.find(Metric.PEAK_HOST_BYTES).orElseThrow();
    double answers = answered.find(Metric.INFERENCE_HOST_BYTES).orElseThrow();
    assertThat(peak - answers).isGreaterThan(TOUCHED / 2.0);
    assertThat(whole.find(Metric.INFERENCE_HOST_BYTES)).isEmpty();
  }
}
