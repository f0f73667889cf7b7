package io.sparing.run;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.sparing.meter.Bench;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialFailure;
import java.util.Map;

/**
 * Says where trials run.
 *
 * @param device that trains and answers
 * @param threads native threads of a CPU
 * @param saving what becomes of trained models
 * @param teachers where trained teachers are shared
 * @param controls what trainings are controlled by
 * @param presence among the trials on the device
 */
record Workplace(
    Device device,
    int threads,
    ModelSaving saving,
    TeacherFiles teachers,
    Controls controls,
    Presence presence) {

  /** Makes the workplace of a trial that does not meet others. */
  Workplace(
      Device device, int threads, ModelSaving saving, TeacherFiles teachers, Controls controls) {
    this(device, threads, saving, teachers, controls, Presence.absent("it met no others"));
  }

  /** Returns the workplace of a trial among others. */
  Workplace with(Presence other) {
    return new Workplace(device, threads, saving, teachers, controls, other);
  }

  /** Returns the workplace that a worker's environment and system properties name. */
  static Workplace of(Map<String, String> environment) {
    return new Workplace(
        device(DeviceKind.of(environment)),
        Integer.getInteger(
            "ai.djl.pytorch.num_threads", Runtime.getRuntime().availableProcessors()),
        ModelSaving.of(environment),
        TeacherFiles.of(environment),
        Controls.of(environment));
  }

  /**
   * Checks that the device is there.
   *
   * @throws TrialFailure if it is a GPU and libtorch sees none
   */
  void check() {
    if (device.isGpu() && Engine.getEngine("PyTorch").getGpuCount() == 0) {
      throw new TrialFailure(
          FailureCategory.UNSUPPORTED,
          "Cannot run on gpu: libtorch sees no GPU here; install its CUDA natives (docs/gpu.md) or"
              + " leave --device away");
    }
  }

  /** Returns it as meters need to know it. */
  Bench bench() {
    DeviceKind kind = device.isGpu() ? DeviceKind.GPU : DeviceKind.CPU;
    return new Bench(kind, threads, System.getenv(), presence.busyTimes());
  }

  /** Returns the first device of a kind. */
  static Device device(DeviceKind kind) {
    return kind == DeviceKind.GPU ? Device.gpu() : Device.cpu();
  }
}
