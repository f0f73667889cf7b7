package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.nvml.FakeDriver;
import io.sparing.nvml.NvmlException;
import io.sparing.trial.DeviceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceMemoryMeterTest {

  /** An allocator that holds what tests reserve, and keeps what they free until it restarts. */
  private static final class FakeMemory implements DeviceMemory {

    private long used;
    private long reserved;
    private long peak;

    void use(long bytes) {
      used = bytes;
      reserved = Math.max(reserved, used);
      peak = Math.max(peak, reserved);
    }

    @Override
    public void restart() {
      reserved = used;
      peak = used;
    }

    @Override
    public long reservedBytes() {
      return reserved;
    }

    @Override
    public long peakBytes() {
      return peak;
    }
  }

  private final FakeMemory memory = new FakeMemory();
  private final FakeDriver driver = new FakeDriver();
  private final Meter meter = new DeviceMemoryMeter(memory, () -> driver.open().gpus().get(0));

  private Measurements trial() {
    Meter.Reading whole = meter.start(Meter.Phase.TRIAL);
    memory.use(900);
    memory.use(0);
    Meter.Reading answering = meter.start(Meter.Phase.ANSWERING);
    memory.use(100);
    Measurements found = answering.end(Measurements.NONE);
    return found.with(whole.end(found));
  }

  @Test
  void aTrialsPeakIsThatOfAllItsPhases() {
    memory.use(5_000);
    memory.use(0);
    Measurements found = trial();
    assertThat(found.find(Metric.PEAK_DEVICE_BYTES)).hasValue(900);
    assertThat(found.find(Metric.INFERENCE_DEVICE_BYTES)).hasValue(100);
    assertThat(found.note(Metric.PEAK_DEVICE_BYTES)).hasValue("reserved");
  }

  @Test
  void theContextIsWhatTheProcessHoldsBesideWhatIsReserved() {
    long id = ProcessHandle.current().pid();
    driver.processes = List.of(new long[] {id + 1, 7}, new long[] {id, 560});
    assertThat(trial().find(Metric.CONTEXT_DEVICE_BYTES)).hasValue(460);
  }

  @Test
  void theOnlyProcessIsThisOneWhateverItsId() {
    driver.processes = List.of(new long[] {ProcessHandle.current().pid() + 1, 560});
    assertThat(trial().find(Metric.CONTEXT_DEVICE_BYTES)).hasValue(460);
  }

  @Test
  void saysWhyTheContextIsNotKnown() {
    driver.processes = List.of(new long[] {0, 1}, new long[] {0, 1});
    assertThat(trial().note(Metric.CONTEXT_DEVICE_BYTES))
        .hasValue("this process is none of the 2 that the NVIDIA driver lists");
    driver.processes = List.of(new long[] {0, -1});
    assertThat(trial().note(Metric.CONTEXT_DEVICE_BYTES))
        .hasValue("the NVIDIA driver does not say it by process");
    driver.refused.add("nvmlDeviceGetComputeRunningProcesses_v3");
    assertThat(trial().note(Metric.CONTEXT_DEVICE_BYTES))
        .hasValue(
            "the NVIDIA driver refuses nvmlDeviceGetComputeRunningProcesses_v3: Not Supported");
  }

  @Test
  void anAllocatorThatCannotBeAskedLeavesAReason() {
    Meter none =
        DeviceMemoryMeter.at(
            () -> {
              throw new UnsupportedOperationException("unknown");
            },
            () -> {
              throw new NvmlException("no driver");
            });
    for (Meter.Phase phase : Meter.Phase.values()) {
      assertThat(none.start(phase).end(Measurements.NONE).values()).isEmpty();
    }
    assertThat(none.start(Meter.Phase.TRIAL).end(Measurements.NONE).notes())
        .containsExactly(Map.entry(Metric.PEAK_DEVICE_BYTES, "unknown"));
    assertThat(none.start(Meter.Phase.ANSWERING).end(Measurements.NONE).notes())
        .containsExactly(Map.entry(Metric.INFERENCE_DEVICE_BYTES, "unknown"));
  }

  @Test
  void aCpuHasNone() {
    Meter none = DeviceMemoryMeter.at(new Bench(DeviceKind.CPU, 1, Map.of()));
    assertThat(none.start(Meter.Phase.TRIAL).end(Measurements.NONE)).isEqualTo(Measurements.NONE);
  }
}
