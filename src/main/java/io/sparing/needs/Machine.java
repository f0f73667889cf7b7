package io.sparing.needs;

import io.sparing.trial.DeviceKind;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;

/**
 * What a trial runs on, as far as rows tell machines apart.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param hardware processor or GPU in words; empty where unknown
 * @param threads native threads that the trial has, at least 1
 */
public record Machine(String device, String hardware, int threads) {

  /** Counts no threads as one. */
  public Machine {
    threads = Math.max(1, threads);
  }

  /** Returns the machine of a measured trial. */
  public static Machine of(TrialResult result) {
    Provenance from = result.provenance();
    return new Machine(from.device(), from.hardware(), from.threads());
  }

  /** Returns whether it computes on a GPU. */
  boolean gpu() {
    return device.equals(DeviceKind.GPU.text());
  }

  /** Returns how many devices its time is charged for: one GPU, or its cores. */
  int devices() {
    return gpu() ? 1 : threads;
  }
}
