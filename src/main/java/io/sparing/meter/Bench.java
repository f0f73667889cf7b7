package io.sparing.meter;

import io.sparing.trial.DeviceKind;
import java.util.Map;

/**
 * The place where a trial runs, as meters need to know it.
 *
 * @param device that trains and answers
 * @param threads native threads of a CPU
 * @param environment variables of the process
 */
public record Bench(DeviceKind device, int threads, Map<String, String> environment) {

  /** Copies the environment. */
  public Bench {
    environment = Map.copyOf(environment);
  }
}
