package io.sparing.spark;

import io.sparing.worker.WorkerPool;
import io.sparing.worker.WorkerSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The worker pools of this JVM, one for each settings: an executor's slots share one. */
final class ExecutorWorkers {

  private static final Map<WorkerSettings, WorkerPool> POOLS = new ConcurrentHashMap<>();

  private ExecutorWorkers() {}

  /** Returns the pool for these settings, made where there is none. */
  static WorkerPool pool(WorkerSettings settings) {
    return POOLS.computeIfAbsent(settings, WorkerPool::new);
  }

  /** Closes the pool for these settings, if this JVM has one. */
  static void close(WorkerSettings settings) {
    WorkerPool pool = POOLS.remove(settings);
    if (pool != null) {
      pool.close();
    }
  }
}
