package io.sparing.budget;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a budget can limit. */
public enum Resource {
  /** In the currency of the price list. */
  MONEY,
  /** Device-hours: of a GPU, or of a core. */
  HOURS,
  /** Energy by the machine's meter. */
  KWH;

  /** The names that {@link #find} takes. */
  public static final List<String> KEYS = Arrays.stream(values()).map(Resource::key).toList();

  /** Returns its name in sweep files and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds one by its name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Resource find(String key) {
    return Arrays.stream(values())
        .filter(resource -> resource.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown budget: %s; known: %s".formatted(key, String.join(", ", KEYS))));
  }
}
