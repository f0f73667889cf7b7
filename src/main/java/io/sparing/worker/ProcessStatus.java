package io.sparing.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux says about a process in {@code /proc/PID/status}.
 *
 * @param residentBytes its resident memory; 0 where it is gone or the system does not say
 * @param stopped whether somebody stopped it, as {@code SIGSTOP} does
 */
record ProcessStatus(long residentBytes, boolean stopped) {

  /**
   * Returns the status of a process. One that is gone, or runs on a system without {@code /proc},
   * counts as running without memory.
   */
  static ProcessStatus of(long pid) {
    try {
      return of(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")));
    } catch (IOException | UncheckedIOException e) {
      return new ProcessStatus(0, false);
    }
  }

  private static ProcessStatus of(List<String> lines) {
    long bytes = 0;
    boolean stopped = false;
    for (String line : lines) {
      if (line.startsWith("VmRSS:")) {
        bytes = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      } else if (line.startsWith("State:")) {
        stopped = line.matches("State:\\s*[tT].*");
      }
    }
    return new ProcessStatus(bytes, stopped);
  }
}
