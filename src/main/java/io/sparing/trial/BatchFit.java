package io.sparing.trial;

import io.sparing.text.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What becomes of a {@code batch_size} whose rows do not fit into memory at a time. */
public enum BatchFit {
  /** They are taken in smaller passes, whose gradients are summed. */
  FIT,
  /** They are taken at a time, whatever comes of it. */
  FIXED;

  private static final String VARIABLE = "SPARING_BATCH";

  /** The known names. */
  public static final List<String> NAMES = Arrays.stream(values()).map(BatchFit::text).toList();

  /**
   * Finds one by its name, in any case.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static BatchFit find(String name) {
    return Choice.find(BatchFit.class, "--batch", name);
  }

  /** Returns its name in small letters. */
  public String text() {
    return Choice.text(this);
  }

  /** Returns what a worker's environment asks for; to fit where it says nothing. */
  public static BatchFit of(Map<String, String> environment) {
    return find(environment.getOrDefault(VARIABLE, FIT.name()));
  }

  /** Returns a worker's environment, which {@link #of} reads. */
  public Map<String, String> environment() {
    return this == FIT ? Map.of() : Map.of(VARIABLE, name());
  }
}
