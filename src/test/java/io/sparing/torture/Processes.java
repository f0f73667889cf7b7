package io.sparing.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The processes that this one started, and what they started: nothing else is ever signalled. Those
 * seen once are remembered, since a process whose parent was killed is nobody's descendant.
 */
final class Processes {

  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";
  private static final String WORKER = "io.sparing.worker.WorkerMain";
  private static final long POLL_MILLIS = 100;

  private final Map<ProcessHandle, String> seen = new ConcurrentHashMap<>();

  /** Running executors, oldest first. */
  List<ProcessHandle> executors() {
    return find(EXECUTOR);
  }

  /** Running processes of trials, oldest first. */
  List<ProcessHandle> workers() {
    return find(WORKER);
  }

  /**
   * Waits for the end of all workers and executors.
   *
   * @return those that are still there, with the names of their main classes; they are then killed
   */
  Map<ProcessHandle, String> left(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!alive().isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(POLL_MILLIS);
    }
    Map<ProcessHandle, String> left = alive();
    left.keySet().forEach(ProcessHandle::destroyForcibly);
    seen.clear();
    return left;
  }

  private Map<ProcessHandle, String> alive() {
    look();
    Map<ProcessHandle, String> alive = new LinkedHashMap<>();
    seen.forEach(
        (process, name) -> {
          if (process.isAlive()) {
            alive.put(process, name);
          }
        });
    return alive;
  }

  private List<ProcessHandle> find(String name) {
    look();
    return seen.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name) && entry.getKey().isAlive())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparingLong(ProcessHandle::pid))
        .toList();
  }

  /** Remembers what runs now. */
  void look() {
    ProcessHandle.current()
        .descendants()
        .filter(process -> !seen.containsKey(process))
        .forEach(process -> Stream.of(EXECUTOR, WORKER).forEach(name -> remember(process, name)));
  }

  private void remember(ProcessHandle process, String name) {
    if (arguments(process).contains(name)) {
      seen.put(process, name);
    }
  }

  private static List<String> arguments(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/%d/cmdline".formatted(process.pid())));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return List.of(); // It has ended.
    }
  }
}
