package io.sparing.process;

import io.sparing.nvml.Gpu;
import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;
import io.sparing.trial.GpuModel;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds what the driver says of the GPU that CUDA shows this process. */
final class ThisGpu {

  private static final Logger LOG = Logger.getLogger(ThisGpu.class.getName());

  /** An answer of the driver, or none. */
  private interface Answer<T> {
    T get() throws NvmlException;
  }

  private ThisGpu() {}

  static GpuModel find() {
    try {
      return of(VisibleGpu.of(System.getenv()));
    } catch (NvmlException e) {
      LOG.log(Level.WARNING, "Results do not say which GPU they are of: {0}", e.getMessage());
      return GpuModel.NONE;
    }
  }

  static GpuModel of(Gpu gpu) {
    return new GpuModel(
        or("", gpu::name),
        or(0L, gpu::memoryBytes),
        or("", gpu::computeCapability),
        or("", gpu::driver),
        or("", gpu::uuid));
  }

  private static <T> T or(T unknown, Answer<T> answer) {
    try {
      return answer.get();
    } catch (NvmlException e) {
      LOG.log(Level.FINE, "The driver does not say what the GPU is", e);
      return unknown;
    }
  }
}
