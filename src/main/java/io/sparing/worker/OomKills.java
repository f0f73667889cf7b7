package io.sparing.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How many processes Linux has killed because memory ran out: of this process's control group,
 * where it counts them ({@code memory.events} of version 2, {@code memory.oom_control} of version
 * 1), otherwise of the whole machine ({@code /proc/vmstat}). Workers are in the group of their
 * parent.
 *
 * @param root of the file system, {@code /} except in tests
 */
record OomKills(Path root) {

  private static final String COUNTER = "oom_kill ";

  /** Returns the counter of this machine. */
  static OomKills here() {
    return new OomKills(Path.of("/"));
  }

  /** Returns the count; empty where the system has none. It only ever grows. */
  OptionalLong count() {
    return Stream.concat(groups(), Stream.of(root.resolve("proc/vmstat")))
        .map(OomKills::counter)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /** Returns files of this process's control groups that may hold the count, nearest first. */
  private Stream<Path> groups() {
    return lines(root.resolve("proc/self/cgroup")).stream().flatMap(this::group);
  }

  /**
   * @param line {@code ID:CONTROLLERS:PATH}; version 2 has no controllers
   */
  private Stream<Path> group(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return Stream.empty();
    }
    Path mounted = root.resolve("sys/fs/cgroup");
    if (parts[1].isEmpty()) {
      return inside(mounted, parts[2], "memory.events");
    }
    return List.of(parts[1].split(",")).contains("memory")
        ? inside(mounted.resolve("memory"), parts[2], "memory.oom_control")
        : Stream.empty();
  }

  /**
   * Returns the group's folder as seen from inside. A container may see its own group as the top,
   * whatever path the kernel names.
   */
  private static Stream<Path> inside(Path mounted, String path, String file) {
    return Stream.of(mounted.resolve(path.substring(1)).resolve(file), mounted.resolve(file));
  }

  private static OptionalLong counter(Path file) {
    Optional<String> line =
        lines(file).stream().filter(text -> text.startsWith(COUNTER)).findFirst();
    return line.isPresent()
        ? OptionalLong.of(Long.parseLong(line.get().substring(COUNTER.length()).strip()))
        : OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
