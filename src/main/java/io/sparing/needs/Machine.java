package io.sparing.needs;

import io.sparing.trial.DeviceKind;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;

/**
 * What a trial runs on, as far as rows tell machines apart.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param hardware processor with its vector instructions, or GPU with its memory, in words; empty
 *     where unknown
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
    return new Machine(from.device(), hardware(from), from.threads());
  }

  /** Virtual machines of one name may be of several kinds; results before this told less. */
  private static String hardware(Provenance from) {
    String instructions = from.processor().vectorInstructions();
    if (from.gpu().memoryBytes() > 0) {
      return "%s, %d MiB".formatted(from.hardware(), from.gpu().memoryBytes() >> 20);
    }
    return instructions.isEmpty() ? from.hardware() : from.hardware() + ", " + instructions;
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
