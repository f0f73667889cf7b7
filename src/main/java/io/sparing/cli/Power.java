package io.sparing.cli;

import io.sparing.nvml.Gpu;
import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;
import io.sparing.trial.DeviceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Says how much power a device draws at most, where its energy is metered. */
final class Power {

  private static final Path RAPL = Path.of("/sys/class/powercap");

  private Power() {}

  /** Returns watts: of the GPU that this process sees, or of all processor packages. */
  static OptionalDouble mostWatts(DeviceKind device) {
    return device == DeviceKind.GPU ? gpu() : processor(RAPL);
  }

  private static OptionalDouble gpu() {
    try {
      Gpu gpu = VisibleGpu.of(System.getenv());
      gpu.energyMillijoules();
      return OptionalDouble.of(gpu.powerLimitMilliwatts() / 1e3);
    } catch (NvmlException e) {
      return OptionalDouble.empty();
    }
  }

  /** A package's counter is read by root alone on most systems; then there is no meter. */
  static OptionalDouble processor(Path rapl) {
    try (Stream<Path> zones = Files.list(rapl)) {
      List<Path> packages =
          zones.filter(zone -> zone.getFileName().toString().matches("intel-rapl:[0-9]+")).toList();
      double watts = 0;
      for (Path zone : packages) {
        microjoules(zone.resolve("energy_uj"));
        watts += microjoules(zone.resolve("constraint_0_max_power_uw")) / 1e6;
      }
      return watts > 0 ? OptionalDouble.of(watts) : OptionalDouble.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static long microjoules(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }
}
