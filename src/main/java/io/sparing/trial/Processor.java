package io.sparing.trial;

/**
 * The processor of a machine, as far as its speed hangs on it.
 *
 * @param model as it calls itself; empty where unknown
 * @param vectorInstructions those sets that libtorch's kernels can use, by the kernel's names,
 *     separated by spaces
 * @param cores that the process may use; 0 where unknown
 */
public record Processor(String model, String vectorInstructions, int cores) {

  /** Not known. */
  public static final Processor UNKNOWN = new Processor("", "", 0);
}
