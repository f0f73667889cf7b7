package io.sparing.cli;

import io.sparing.money.GpuNames;
import io.sparing.nvml.Gpu;
import io.sparing.nvml.Nvml;
import io.sparing.nvml.NvmlException;
import java.util.HashSet;
import java.util.Set;

/** Says which GPU this machine has, for its price. */
final class GpuName {

  private GpuName() {}

  /** Returns its name; empty if there is none, or there are several of different names. */
  static String here() {
    String visible = GpuNames.here(System.getenv());
    if (!visible.isEmpty()) {
      return visible;
    }
    try {
      Set<String> names = new HashSet<>();
      for (Gpu gpu : Nvml.open().gpus()) {
        names.add(gpu.name());
      }
      return names.size() == 1 ? names.iterator().next() : "";
    } catch (NvmlException e) {
      return "";
    }
  }
}
