package io.sparing.worker;

import io.sparing.process.Provenances;
import io.sparing.run.CheckpointFiles;
import io.sparing.run.TeacherFiles;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.Provenance;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a worker process is started and kept in its limits. Paths are texts, since they travel to
 * other machines.
 *
 * @param java path of the {@code java} binary; empty is the one that runs the parent
 * @param classPath the worker's class path: Sparing, DJL and its natives, no Spark
 * @param runner class name of the {@link io.sparing.run.TrialRunner}, with a public constructor
 *     without parameters
 * @param maxHeap largest Java heap, as {@code -Xmx} takes it, such as {@code 1g}
 * @param threads native threads, at least 1
 * @param memoryLimitBytes resident bytes above which a worker is killed; 0 is no limit
 * @param deadline longest time of one trial, beyond which its worker is killed
 * @param preparationLimit longest time of a preparation without progress, beyond which its worker
 *     is killed
 * @param logFolder where each worker writes its log file
 * @param environment further environment variables
 */
public record WorkerSettings(
    String java,
    String classPath,
    String runner,
    String maxHeap,
    int threads,
    long memoryLimitBytes,
    Duration deadline,
    Duration preparationLimit,
    String logFolder,
    SortedMap<String, String> environment)
    implements Serializable {

  /** The runner that runs trials for real. */
  public static final String LOCAL_RUNNER = "io.sparing.run.LocalTrialRunner";

  /**
   * Copies the environment.
   *
   * @throws IllegalArgumentException if a number is out of its range or the heap is not a size
   */
  public WorkerSettings {
    check(threads >= 1, "threads", threads, "at least 1");
    check(memoryLimitBytes >= 0, "memory limit", memoryLimitBytes, "bytes, 0 or more");
    checkAboveZero("deadline", deadline);
    checkAboveZero("preparation limit", preparationLimit);
    check(maxHeap.matches("[1-9][0-9]*[kKmMgG]?"), "heap", maxHeap, "a size such as 1g");
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /**
   * Settings with a heap of 1 GiB, one thread, no memory limit, half an hour for a trial and a
   * preparation.
   */
  public static WorkerSettings of(String classPath, String logFolder) {
    return new WorkerSettings(
        "",
        classPath,
        LOCAL_RUNNER,
        "1g",
        1,
        0,
        Duration.ofMinutes(30),
        Duration.ofMinutes(30),
        logFolder,
        Collections.emptySortedMap());
  }

  /** Returns what its trials run on, {@code cpu} or {@code gpu}. */
  public String device() {
    return DeviceKind.of(environment).text();
  }

  /** Returns the provenance of a trial that ends now and whose worker could not state it. */
  public Provenance provenance(Instant started) {
    return Provenances.ofThisProcess(threads, device(), started, Instant.now());
  }

  /** Returns a copy with another class path. */
  public WorkerSettings withClassPath(String other) {
    return new WorkerSettings(
        java,
        other,
        runner,
        maxHeap,
        threads,
        memoryLimitBytes,
        deadline,
        preparationLimit,
        logFolder,
        environment);
  }

  /** Returns a copy with another runner. */
  public WorkerSettings withRunner(String className) {
    return new WorkerSettings(
        java,
        classPath,
        className,
        maxHeap,
        threads,
        memoryLimitBytes,
        deadline,
        preparationLimit,
        logFolder,
        environment);
  }

  /** Returns a copy with that many native threads. */
  public WorkerSettings withThreads(int count) {
    return new WorkerSettings(
        java,
        classPath,
        runner,
        maxHeap,
        count,
        memoryLimitBytes,
        deadline,
        preparationLimit,
        logFolder,
        environment);
  }

  /** Returns a copy with other memory limits: the Java heap, and the process's resident bytes. */
  public WorkerSettings withMemory(String heap, long residentBytes) {
    return new WorkerSettings(
        java,
        classPath,
        runner,
        heap,
        threads,
        residentBytes,
        deadline,
        preparationLimit,
        logFolder,
        environment);
  }

  /** Returns a copy with another deadline. */
  public WorkerSettings withDeadline(Duration other) {
    return new WorkerSettings(
        java,
        classPath,
        runner,
        maxHeap,
        threads,
        memoryLimitBytes,
        other,
        preparationLimit,
        logFolder,
        environment);
  }

  /** Returns a copy with another limit of preparations. */
  public WorkerSettings withPreparationLimit(Duration other) {
    return new WorkerSettings(
        java,
        classPath,
        runner,
        maxHeap,
        threads,
        memoryLimitBytes,
        deadline,
        other,
        logFolder,
        environment);
  }

  /** Returns a copy whose workers know how many trials run at a time; 0 where nobody knows. */
  public WorkerSettings withSlots(int slots) {
    return withEnvironment(Provenances.environment(slots));
  }

  /** Returns a copy whose workers share trained teachers in a folder. */
  public WorkerSettings withTeachers(Path folder) {
    return withEnvironment(TeacherFiles.environment(folder));
  }

  /** Returns a copy whose workers keep the states of long trainings in a folder. */
  public WorkerSettings withCheckpoints(Path folder) {
    return withEnvironment(CheckpointFiles.environment(folder));
  }

  /** Returns a copy with these environment variables added. */
  public WorkerSettings withEnvironment(Map<String, String> more) {
    TreeMap<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    return new WorkerSettings(
        java,
        classPath,
        runner,
        maxHeap,
        threads,
        memoryLimitBytes,
        deadline,
        preparationLimit,
        logFolder,
        all);
  }

  private static void checkAboveZero(String name, Duration limit) {
    check(!limit.isNegative() && !limit.isZero(), name, limit, "above zero");
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected %s".formatted(name, value, expected));
    }
  }
}
