package io.sparing.process;

import java.util.Map;

/** How a worker learns of the resident bytes above which its parent kills it. */
public final class MemoryLimit {

  private static final String VARIABLE = "SPARING_MEMORY_LIMIT";

  private MemoryLimit() {}

  /** Returns the bytes that a worker's environment names; 0 is no limit. */
  public static long of(Map<String, String> environment) {
    return Long.parseLong(environment.getOrDefault(VARIABLE, "0"));
  }

  /** Returns the environment of a worker with that limit; 0 is none. */
  public static Map<String, String> environment(long bytes) {
    return Map.of(VARIABLE, String.valueOf(bytes));
  }
}
