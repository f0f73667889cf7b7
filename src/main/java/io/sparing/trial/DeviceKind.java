package io.sparing.trial;

import io.sparing.text.Choice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What trains and answers. */
public enum DeviceKind {
  CPU,
  GPU;

  /** The files by which Linux, also on Windows, shows that there is a driver. */
  private static final List<String> DRIVERS =
      List.of("/dev/nvidiactl", "/dev/nvidia0", "/proc/driver/nvidia/version", "/dev/dxg");

  private static final String VARIABLE = "SPARING_DEVICE";

  /** The known names, which results use. */
  public static final List<String> NAMES = Arrays.stream(values()).map(DeviceKind::text).toList();

  /**
   * Finds a kind by its name, in any case.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static DeviceKind find(String name) {
    return Choice.find(DeviceKind.class, "device", name);
  }

  /** Returns {@code cpu} or {@code gpu}, as results name it. */
  public String text() {
    return Choice.text(this);
  }

  /** Returns what a worker's environment asks for; a CPU where it says nothing. */
  public static DeviceKind of(Map<String, String> environment) {
    return find(environment.getOrDefault(VARIABLE, CPU.name()));
  }

  /** Returns a worker's environment, which {@link #of} reads. */
  public Map<String, String> environment() {
    // The tokenizer would otherwise look for natives of its own for the GPU, and download them.
    return this == CPU ? Map.of() : Map.of(VARIABLE, name(), "RUST_FLAVOR", "cpu");
  }

  /**
   * Checks that this machine has such a device, without loading a native library.
   *
   * @throws IllegalArgumentException if it surely has none
   */
  public void checkHere() {
    if (this == GPU && DRIVERS.stream().noneMatch(driver -> Files.exists(Path.of(driver)))) {
      throw new IllegalArgumentException(
          "Invalid device: gpu; this machine has no driver of an NVIDIA GPU; see docs/gpu.md, or"
              + " leave --device away");
    }
  }
}
