package io.sparing.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says what this machine has. */
final class Machine {

  private Machine() {}

  /**
   * Returns the available host memory in GB of 10^9 bytes; the JVM's limit where the system does
   * not say.
   */
  static double memoryGigabytes() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/meminfo"));
      for (String line : lines) {
        if (line.startsWith("MemAvailable:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e9;
        }
      }
    } catch (IOException e) {
      // No such file on this system: the JVM's own limit is the next best answer.
    }
    return Runtime.getRuntime().maxMemory() / 1e9;
  }

  /** Returns the number of processor cores that this process may use. */
  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
