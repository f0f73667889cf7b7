package io.sparing.spark;

import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjDoubleConsumer;

/**
 * Passes on how far trials are, from the slots of this JVM to a driver in the same JVM. On an
 * executor of a cluster nobody listens and nothing happens.
 */
final class TrialProgress {

  private static final Map<WorkerSettings, ObjDoubleConsumer<TrialSpec>> LISTENERS =
      new ConcurrentHashMap<>();

  private TrialProgress() {}

  /** Reports trials on workers with these settings to the listener from now on. */
  static void listen(WorkerSettings settings, ObjDoubleConsumer<TrialSpec> listener) {
    LISTENERS.put(settings, listener);
  }

  /** Ends the reports to that listener. */
  static void end(WorkerSettings settings) {
    LISTENERS.remove(settings);
  }

  /** Reports to the listener, if there is one, that a share of the trial, 0 to 1, is done. */
  static void report(WorkerSettings settings, TrialSpec spec, double share) {
    ObjDoubleConsumer<TrialSpec> listener = LISTENERS.get(settings);
    if (listener != null) {
      listener.accept(spec, share);
    }
  }
}
