package io.sparing.run;

import ai.djl.Device;
import io.sparing.company.CompanyFolder;
import io.sparing.company.Member;
import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;
import io.sparing.trial.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How this process's trial takes times.
 *
 * @param times alone, or in the company that there is
 * @param folder where the trials of this machine meet; empty if this process does not meet them
 */
record Timing(Times times, Optional<Path> folder) {

  /** Takes times in the company that there is, and waits for nobody. */
  static final Timing BY_ITSELF = new Timing(Times.COMPANY, Optional.empty());

  /** Returns what a worker's environment says. */
  static Timing of(Map<String, String> environment) {
    return new Timing(Times.of(environment), Optional.of(CompanyFolder.of(environment)));
  }

  /**
   * Joins the trials at work on a device. Where that cannot be done, times are taken in company,
   * and say why.
   *
   * @param waits called with true when the trial begins to wait, with false when it goes on
   */
  Presence join(Device device, Consumer<Boolean> waits) {
    if (folder.isEmpty()) {
      return Presence.absent("it met no others");
    }
    try {
      return new Presence(Member.join(folder.get(), name(device)), times, waits);
    } catch (IOException e) {
      return Presence.absent(e.getMessage());
    }
  }

  /** A GPU's number is its own only where all processes see the same GPUs; its UUID always is. */
  private static String name(Device device) {
    if (!device.isGpu()) {
      return "host";
    }
    try {
      return VisibleGpu.of(System.getenv()).uuid();
    } catch (NvmlException e) {
      return "gpu-" + device.getDeviceId();
    }
  }
}
