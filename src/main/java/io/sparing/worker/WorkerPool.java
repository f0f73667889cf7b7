package io.sparing.worker;

import io.sparing.trial.WrittenResult;
import io.sparing.worker.LostWorkerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;

/**
 * Workers with the same settings, one for each request, so that what is measured of a trial's
 * memory is that trial's alone. It is safe for concurrent use. Workers are killed when this JVM
 * shuts down, and end by themselves when it is killed.
 */
public final class WorkerPool implements AutoCloseable {

  private final WorkerSettings settings;
  private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAll, "sparing-worker-pool-shutdown");
  private volatile boolean closed;

  /** Makes a pool without workers yet. */
  public WorkerPool(WorkerSettings settings) {
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(hook);
    ScratchFolder.deleteAbandoned(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
  }

  /**
   * Prepares or runs a trial on a new worker. A trial whose worker is lost runs again on a new one;
   * a trial that lost two to kills from outside is quarantined.
   *
   * @throws LostWorkerException if there is no result, by no fault of what was asked
   * @throws CancellationException if the pool is closed, before or meanwhile
   */
  public WrittenResult run(WorkerRequest request, DoubleConsumer progress) {
    LostWorkers losses = new LostWorkers(settings, request);
    while (true) {
      try {
        return once(request, progress);
      } catch (LostWorkerException lost) {
        Optional<WrittenResult> end = losses.add(lost);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }
  }

  private WrittenResult once(WorkerRequest request, DoubleConsumer progress) {
    WorkerProcess worker = start();
    all.add(worker);
    try {
      if (closed) {
        throw new CancellationException("Cannot run a trial in a closed pool");
      }
      return worker.run(request, progress);
    } finally {
      all.remove(worker);
      worker.close();
    }
  }

  /** Kills the workers, also in the middle of a trial. */
  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs or has run.
    }
  }

  private WorkerProcess start() {
    try {
      return WorkerProcess.start(settings);
    } catch (IOException e) {
      throw new LostWorkerException(
          Reason.UNSTARTED, "Failed to start a worker: " + e.getMessage(), Optional.empty());
    }
  }

  private void killAll() {
    closed = true;
    all.forEach(WorkerProcess::close);
  }
}
