package io.sparing.meter;

import io.sparing.trial.DeviceKind;
import java.util.Map;
import java.util.Optional;

/**
 * The place where a trial runs, as meters need to know it.
 *
 * @param device that trains and answers
 * @param threads native threads of a CPU
 * @param environment variables of the process
 * @param busy how long the device was kept busy; empty where nobody counts that
 */
public record Bench(
    DeviceKind device, int threads, Map<String, String> environment, Optional<BusyTimes> busy) {

  /** Copies the environment. */
  public Bench {
    environment = Map.copyOf(environment);
  }

  /** Makes one where nobody counts how long the device is busy. */
  public Bench(DeviceKind device, int threads, Map<String, String> environment) {
    this(device, threads, environment, Optional.empty());
  }
}
