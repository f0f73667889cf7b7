package io.sparing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * How much memory a process can still take before Linux has to end one: what the machine has left
 * ({@code /proc/meminfo}), or less where the limit of its control group comes first ({@code
 * memory.max} of version 2, {@code memory.limit_in_bytes} of version 1). Files that a group has
 * read and not used since count as free.
 *
 * @param root of the file system, {@code /} except in tests
 */
public record AvailableMemory(Path root) {

  /** Returns that of this machine. */
  public static AvailableMemory here() {
    return new AvailableMemory(Path.of("/"));
  }

  /** Returns the bytes; empty where the system does not say. */
  public OptionalLong bytes() {
    return LongStream.concat(
            LongStream.concat(
                group("sys/fs/cgroup", "memory.max", "memory.current"),
                group("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes")),
            field(root.resolve("proc/meminfo"), "MemAvailable:").map(kib -> kib * 1024))
        .min();
  }

  private LongStream group(String folder, String limit, String usage) {
    Path group = root.resolve(folder);
    OptionalLong most = field(group.resolve(limit), "").findFirst();
    OptionalLong used = field(group.resolve(usage), "").findFirst();
    if (most.isEmpty() || used.isEmpty()) {
      return LongStream.empty();
    }
    long files = field(group.resolve("memory.stat"), "inactive_file ").findFirst().orElse(0);
    return LongStream.of(Math.max(0, most.getAsLong() - used.getAsLong() + files));
  }

  /** Returns the number in the line that begins so; none where there is no such number. */
  private static LongStream field(Path file, String begin) {
    return lines(file).stream()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).replace("kB", "").strip())
        .filter(number -> number.matches("[0-9]{1,18}"))
        .mapToLong(Long::parseLong)
        .limit(1);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
