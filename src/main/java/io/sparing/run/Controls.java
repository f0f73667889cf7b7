package io.sparing.run;

import ai.djl.Device;
import io.sparing.process.AvailableMemory;
import io.sparing.process.MemoryLimit;
import io.sparing.script.CudaMemory;
import io.sparing.train.Control;
import io.sparing.train.MemoryGauge;
import io.sparing.trial.BatchFit;
import java.util.Map;
import java.util.Optional;

/**
 * What trainings in this process are controlled by.
 *
 * @param batch what becomes of one that does not fit
 * @param limitBytes resident bytes above which this process is killed; 0 is no limit
 * @param checkpoints where states are kept
 * @param ending whether this process shall end
 */
record Controls(BatchFit batch, long limitBytes, CheckpointFiles checkpoints, Ending ending) {

  /** Controls nothing. */
  static final Controls NONE = new Controls(BatchFit.FIXED, 0, CheckpointFiles.NONE, new Ending());

  /** Returns what a worker's environment says. */
  static Controls of(Map<String, String> environment) {
    return new Controls(
        BatchFit.of(environment),
        MemoryLimit.of(environment),
        CheckpointFiles.of(environment),
        new Ending());
  }

  /** Returns the control of one training, which ends with it. */
  Control of(TrainingOrigin origin, Device device) {
    return new Control(
        batch == BatchFit.FIT && HostGauge.works() ? gauge(device) : Optional.empty(),
        checkpoints.of(origin, ending));
  }

  private Optional<MemoryGauge> gauge(Device device) {
    MemoryGauge host = new HostGauge(limitBytes, AvailableMemory.here());
    return device.isGpu()
        ? CudaMemory.open().map(memory -> new DeviceGauge(memory, host))
        : Optional.of(host);
  }
}
