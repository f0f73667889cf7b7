package io.sparing.trial;

import io.sparing.text.Choice;
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
    return Choice.find(Times.class, "times", name);
  }

  /** Returns its name in lower case. */
  public String text() {
    return Choice.text(this);
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
