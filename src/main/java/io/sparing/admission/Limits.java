package io.sparing.admission;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The most memory that one trial can ever have, in bytes; 0 where nothing limits it.
 *
 * @param workerBytes what its process may take before it is killed
 * @param budgetBytes what all trials of the machine may take together
 * @param hostBytes memory of the machine
 * @param deviceBytes memory of its largest GPU
 */
public record Limits(long workerBytes, long budgetBytes, long hostBytes, long deviceBytes) {

  /** Bytes of a GPU that a process takes before its first tensor. */
  static final long CONTEXT_BYTES = 600L << 20;

  /**
   * Returns the limits of this machine.
   *
   * @param workerBytes what a process may take before it is killed; 0 for no limit
   * @param gpus on which trials run; none if they run on the CPU
   */
  public static Limits here(long workerBytes, MemoryBudget budget, List<Gpu> gpus) {
    long device = gpus.stream().mapToLong(Gpu::totalBytes).max().orElse(0);
    return new Limits(workerBytes, budget.bytes(), HostBytes.here().total(), device);
  }

  /**
   * Returns why a trial would not fit, in one line; empty if it may. The lower end of what is
   * expected decides: a trial that might fit is worth a try, and one that does not fit at its least
   * is not.
   */
  public Optional<String> refusal(ExpectedMemory expected) {
    long device = expected.deviceLow() == 0 ? 0 : expected.deviceLow() + CONTEXT_BYTES;
    return Stream.of(
            refusal(expected.hostLow(), workerBytes, "host", "the limit of its worker (--memory)"),
            refusal(
                expected.hostLow(), budgetBytes, "host", "what all trials have (--memory-budget)"),
            refusal(expected.hostLow(), hostBytes, "host", "all that this machine has"),
            refusal(device, deviceBytes, "device", "all that its largest GPU has"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> refusal(long needed, long limit, String kind, String whose) {
    return limit == 0 || needed <= limit
        ? Optional.empty()
        : Optional.of(
            "Cannot fit: at least %d MiB of %s memory are expected, and %d MiB are %s; it runs where there is more"
                .formatted(needed >> 20, kind, limit >> 20, whose));
  }
}
