package io.sparing.cli;

import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;

/** Says which GPU this machine has, for its price. */
final class GpuName {

  private GpuName() {}

  /** Returns its name; empty if there is none or its driver does not say. */
  static String here() {
    try {
      return VisibleGpu.of(System.getenv()).name();
    } catch (NvmlException e) {
      return "";
    }
  }
}
