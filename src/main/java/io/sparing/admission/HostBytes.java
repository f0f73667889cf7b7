package io.sparing.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory this machine has and what of it is available, in bytes, as the kernel says: of
 * the machine, or of the control group that this process runs in where that has less.
 *
 * @param total all there is
 * @param available what processes that start now may take
 */
public record HostBytes(long total, long available) {

  private static final long KEPT_LEAST = 512L << 20;
  private static final double KEPT_SHARE = 0.05;

  /** Returns what there is here. */
  public static HostBytes here() {
    return read(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
  }

  static HostBytes read(Path meminfo, Path group) {
    long jvm = Runtime.getRuntime().maxMemory();
    long total = field(meminfo, "MemTotal:").orElse(jvm >> 10) << 10;
    long available = field(meminfo, "MemAvailable:").orElse(jvm >> 10) << 10;
    OptionalLong limit = field(group.resolve("memory.max"), "");
    if (limit.isEmpty()) {
      return new HostBytes(total, available);
    }
    long used = field(group.resolve("memory.current"), "").orElse(0);
    long reclaimable = field(group.resolve("memory.stat"), "inactive_file ").orElse(0);
    long free = Math.max(0, limit.getAsLong() - used + reclaimable);
    return new HostBytes(Math.min(total, limit.getAsLong()), Math.min(available, free));
  }

  /**
   * Returns what trials may take where nobody says: what is available, less a reserve for the
   * kernel, this process and whatever starts beside.
   */
  public long budget() {
    return Math.max(0, available - Math.max(KEPT_LEAST, Math.round(KEPT_SHARE * total)));
  }

  private static OptionalLong field(Path file, String name) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).replaceAll("[^0-9]", ""))
          .flatMapToLong(
              digits ->
                  digits.isEmpty() ? LongStream.empty() : LongStream.of(Long.parseLong(digits)))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
