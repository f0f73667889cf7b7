package io.sparing.meter;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.nvml.Gpu;
import io.sparing.nvml.GpuProcess;
import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;
import io.sparing.trial.DeviceKind;
import java.util.List;
import java.util.function.Supplier;

/**
 * Measures the memory of a GPU: the most that this process's allocator reserved, of a trial and
 * while it answers, and what the process holds beside it. Nothing on a CPU.
 */
final class DeviceMemoryMeter implements Meter {

  /** Finds the GPU, or says why it cannot be asked. */
  @FunctionalInterface
  interface GpuSource {
    Gpu find() throws NvmlException;
  }

  private static final String RESERVED = "reserved";

  private final DeviceMemory memory;
  private final GpuSource gpu;

  /** A phase that begins sets the allocator's mark back. */
  private long highest;

  DeviceMemoryMeter(DeviceMemory memory, GpuSource gpu) {
    this.memory = memory;
    this.gpu = gpu;
  }

  static Meter at(Bench bench) {
    return bench.device() == DeviceKind.GPU
        ? at(DeviceMemory::ofLibtorch, () -> VisibleGpu.of(bench.environment()))
        : phase -> Reading.NONE;
  }

  static Meter at(Supplier<DeviceMemory> memory, GpuSource gpu) {
    try {
      return new DeviceMemoryMeter(memory.get(), gpu);
    } catch (UnsupportedOperationException e) {
      return phase -> unmeasured(phase, e.getMessage());
    }
  }

  private static Reading unmeasured(Phase phase, String reason) {
    return switch (phase) {
      case TRIAL -> before -> Measurements.NONE.noting(Metric.PEAK_DEVICE_BYTES, reason);
      case ANSWERING -> before -> Measurements.NONE.noting(Metric.INFERENCE_DEVICE_BYTES, reason);
      case TRAINING -> Reading.NONE;
    };
  }

  @Override
  public Reading start(Phase phase) {
    if (phase == Phase.TRAINING) {
      return Reading.NONE;
    }
    look();
    memory.restart();
    if (phase == Phase.ANSWERING) {
      return before -> reserved(Metric.INFERENCE_DEVICE_BYTES, look());
    }
    highest = 0;
    return before -> {
      look();
      return reserved(Metric.PEAK_DEVICE_BYTES, highest).with(context());
    };
  }

  private long look() {
    long peak = memory.peakBytes();
    highest = Math.max(highest, peak);
    return peak;
  }

  private static Measurements reserved(Metric metric, long bytes) {
    return Measurements.NONE.with(metric, (double) bytes).noting(metric, RESERVED);
  }

  private Measurements context() {
    try {
      long held = held(gpu.find().processes());
      return Measurements.NONE.with(
          Metric.CONTEXT_DEVICE_BYTES, (double) Math.max(0, held - memory.reservedBytes()));
    } catch (NvmlException e) {
      return Measurements.NONE.noting(Metric.CONTEXT_DEVICE_BYTES, e.getMessage());
    }
  }

  /** In a container the driver knows a process by another id; one that is alone is this one. */
  private static long held(List<GpuProcess> processes) throws NvmlException {
    long id = ProcessHandle.current().pid();
    return processes.stream()
        .filter(process -> process.id() == id || processes.size() == 1)
        .findFirst()
        .orElseThrow(
            () ->
                new NvmlException(
                    "this process is none of the %d that the NVIDIA driver lists"
                        .formatted(processes.size())))
        .bytes()
        .orElseThrow(() -> new NvmlException("the NVIDIA driver does not say it by process"));
  }
}
