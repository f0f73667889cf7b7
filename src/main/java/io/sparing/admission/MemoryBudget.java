package io.sparing.admission;

import java.util.Map;

/**
 * What all trials of a machine may take of its host memory together.
 *
 * @param bytes as somebody set them; 0 is what is available when the first trial starts, less a
 *     reserve
 */
public record MemoryBudget(long bytes) {

  /** Nobody has set one. */
  public static final MemoryBudget UNSET = new MemoryBudget(0);

  private static final String VARIABLE = "SPARING_MEMORY_BUDGET";

  /** Returns what an environment says. */
  public static MemoryBudget of(Map<String, String> environment) {
    return new MemoryBudget(Long.parseLong(environment.getOrDefault(VARIABLE, "0")));
  }

  /** Returns the environment that {@link #of} reads. */
  public Map<String, String> environment() {
    return bytes == 0 ? Map.of() : Map.of(VARIABLE, String.valueOf(bytes));
  }

  /** Returns how many bytes that is where so many are there. */
  long bytes(HostBytes here) {
    return bytes == 0 ? here.budget() : bytes;
  }
}
