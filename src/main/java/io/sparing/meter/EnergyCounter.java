package io.sparing.meter;

import io.sparing.nvml.Gpu;
import io.sparing.nvml.VisibleGpu;
import java.io.IOException;
import java.util.Map;

/** Counts the joules that a device takes. */
interface EnergyCounter {

  /**
   * Returns the joules since some moment; they only ever grow.
   *
   * @throws IOException if it cannot be read; the message says why
   */
  double joules() throws IOException;

  /** Returns the seconds below which what it grows by says little, since it moves in steps. */
  double shortestSeconds();

  /**
   * Finds that of the GPU that CUDA shows this process.
   *
   * @throws IOException if there is none
   */
  static EnergyCounter ofGpu(Map<String, String> environment) throws IOException {
    return of(VisibleGpu.of(environment));
  }

  /** Returns that of a GPU, which moves about every 100 ms. */
  static EnergyCounter of(Gpu gpu) {
    return new EnergyCounter() {
      @Override
      public double joules() throws IOException {
        return gpu.energyMillijoules() / 1e3;
      }

      @Override
      public double shortestSeconds() {
        return 2;
      }
    };
  }
}
