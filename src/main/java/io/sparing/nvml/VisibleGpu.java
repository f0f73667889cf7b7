package io.sparing.nvml;

import java.util.List;
import java.util.Map;

/** Finds the GPU that a process computes on: the first that CUDA shows it. */
public final class VisibleGpu {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private VisibleGpu() {}

  /**
   * Returns it.
   *
   * @param environment of the process
   * @throws NvmlException if there is no driver, or the environment names no whole GPU
   */
  public static Gpu of(Map<String, String> environment) throws NvmlException {
    return of(Nvml.open(), environment);
  }

  static Gpu of(Nvml nvml, Map<String, String> environment) throws NvmlException {
    String wanted = environment.getOrDefault(VARIABLE, "0").split(",", -1)[0].strip();
    List<Gpu> gpus = nvml.gpus();
    for (int i = 0; i < gpus.size(); i++) {
      boolean named = wanted.startsWith("GPU-") && gpus.get(i).uuid().startsWith(wanted);
      if (named || wanted.equals(String.valueOf(i))) {
        return gpus.get(i);
      }
    }
    throw new NvmlException("%s=%s names none of %d GPUs".formatted(VARIABLE, wanted, gpus.size()));
  }
}
