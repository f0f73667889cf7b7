package io.sparing.spark;

import io.sparing.admission.Admission;
import io.sparing.admission.Gpu;
import io.sparing.admission.Gpus;
import io.sparing.admission.Limits;
import io.sparing.admission.MemoryBudget;
import io.sparing.trial.DeviceKind;
import io.sparing.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which trials may start on the machine of this JVM, for one kind of device: an executor's slots
 * share it.
 *
 * @param admission lets trials start as memory becomes free
 * @param limits what one trial can have at most
 */
record ExecutorAdmission(Admission admission, Limits limits) {

  private static final Map<Key, ExecutorAdmission> KNOWN = new ConcurrentHashMap<>();

  private record Key(DeviceKind device, MemoryBudget budget, long workerBytes) {}

  /** Returns the one for workers with these settings, made where there is none. */
  static ExecutorAdmission of(WorkerSettings settings) {
    return KNOWN.computeIfAbsent(
        new Key(
            DeviceKind.of(settings.environment()),
            MemoryBudget.of(settings.environment()),
            settings.memoryLimitBytes()),
        ExecutorAdmission::make);
  }

  private static ExecutorAdmission make(Key key) {
    List<Gpu> gpus = key.device() == DeviceKind.GPU ? Gpus.here() : List.of();
    return new ExecutorAdmission(
        Admission.here(key.budget(), gpus), Limits.here(key.workerBytes(), key.budget(), gpus));
  }
}
