package io.sparing.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How latency, throughput and steps are timed while other trials run. */
public enum Times {
  /** Trials take turns, and pause while another is timed. */
  ALONE,
  /** In the company that there is. */
  COMPANY;

  private static final String VARIABLE = "SPARING_TIMES";

  /**
   * Finds a way by its name, in any case.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static Times find(String name) {
    List<String> names = Arrays.stream(values()).map(Times::text).toList();
    return Arrays.stream(values())
        .filter(times -> times.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown times: %s; known: %s".formatted(name, String.join(", ", names))));
  }

  /** Returns its name in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a worker's environment asks for; alone where it says nothing. */
  public static Times of(Map<String, String> environment) {
    return find(environment.getOrDefault(VARIABLE, ALONE.name()));
  }

  /** Returns a worker's environment, which {@link #of} reads. */
  public Map<String, String> environment() {
    return this == ALONE ? Map.of() : Map.of(VARIABLE, name());
  }
}
