package io.sparing.spark;

import io.sparing.admission.Place;
import io.sparing.worker.WorkerPool;
import io.sparing.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The worker pools of this JVM, one for each settings and GPU: an executor's slots share them. */
final class ExecutorWorkers {

  private static final Map<Key, WorkerPool> POOLS = new ConcurrentHashMap<>();

  private record Key(WorkerSettings settings, Map<String, String> place) {}

  private ExecutorWorkers() {}

  /** Returns the pool for these settings whose workers see the GPU of a place. */
  static WorkerPool pool(WorkerSettings settings, Place place) {
    return POOLS.computeIfAbsent(
        new Key(settings, place.environment()),
        key -> new WorkerPool(settings.withEnvironment(key.place())));
  }

  /** Closes the pools for these settings, if this JVM has any. */
  static void close(WorkerSettings settings) {
    for (Key key : List.copyOf(POOLS.keySet())) {
      WorkerPool pool = key.settings().equals(settings) ? POOLS.remove(key) : null;
      if (pool != null) {
        pool.close();
      }
    }
  }
}
