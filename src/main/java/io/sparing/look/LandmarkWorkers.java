package io.sparing.look;

import io.sparing.trial.Times;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerPool;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Runs each landmark in a worker of its own, as trials of a sweep run, but on a CPU and with times
 * taken in company, so that no sweep of this machine waits for it.
 */
public final class LandmarkWorkers implements LandmarkRunner {

  /** All landmarks together take less than a minute. */
  private static final Duration LONGEST = Duration.ofSeconds(55);

  private static final int MOST_THREADS = 8;

  private final WorkerSettings settings;
  private final long began = System.nanoTime();

  /**
   * Begins the minute.
   *
   * @param classPath of the workers
   * @param logs folder of their log files
   * @param environment variables by which they find files
   */
  public LandmarkWorkers(String classPath, Path logs, Map<String, String> environment) {
    settings =
        WorkerSettings.of(classPath, logs.toString())
            .withThreads(threads())
            .withEnvironment(environment)
            .withEnvironment(Times.COMPANY.environment());
  }

  /** Half of the cores, since threads that share one with another process wait for each other. */
  private static int threads() {
    return Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() / 2));
  }

  @Override
  public TrialResult run(TrialSpec spec) {
    Duration left = LONGEST.minusNanos(System.nanoTime() - began);
    Duration deadline = left.toMillis() > 0 ? left : Duration.ofMillis(1);
    try (WorkerPool pool = new WorkerPool(settings.withDeadline(deadline))) {
      return pool.run(new WorkerRequest(WorkerRequest.Kind.RUN, spec), share -> {}).result();
    }
  }
}
