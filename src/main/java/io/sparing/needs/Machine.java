package io.sparing.needs;

import io.sparing.trial.DeviceKind;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  /** Returns the commonest of some machines, of equally common ones the last by its text. */
  public static Machine commonest(List<Machine> machines) {
    return machines.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<Machine, Long>comparingByValue()
                .thenComparing(entry -> entry.getKey().toString()))
        .orElseThrow()
        .getKey();
  }

  /** Virtual machines of one name may be of several kinds; results before this told less. */
  private static String hardware(Provenance from) {
    String instructions = from.processor().vectorInstructions();
    if (from.gpu().memoryBytes() > 0) {
      return "%s, %d MiB".formatted(from.hardware(), from.gpu().memoryBytes() >> 20);
    }
    return instructions.isEmpty() ? from.hardware() : from.hardware() + ", " + instructions;
  }

  /**
   * Returns it for people: the processor and its cores with the threads of a trial, or the GPU with
   * its memory.
   */
  public String words() {
    String name = hardware.isEmpty() ? "a " + device + " that its rows do not name" : hardware;
    if (gpu()) {
      return name;
    }
    String processor = name.replaceFirst("(, \\d+ cores), .*", "$1");
    return "%s (%d thread%s)".formatted(processor, threads, threads == 1 ? "" : "s");
  }

  /** Returns whether needs of the one are needs of the other. */
  boolean same(Machine other) {
    return !hardware.isEmpty()
        && device.equals(other.device)
        && hardware.equals(other.hardware)
        && devices() == other.devices();
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
