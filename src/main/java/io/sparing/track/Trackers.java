package io.sparing.track;

import io.sparing.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The known trackers. */
public final class Trackers {

  private static final Map<String, Tracker> KNOWN =
      Stream.<Tracker>of(new Mlflow())
          .collect(Collectors.toUnmodifiableMap(Tracker::name, Function.identity()));

  /** Their names, in order. */
  public static final List<String> NAMES = KNOWN.keySet().stream().sorted().toList();

  private Trackers() {}

  /**
   * Finds a tracker by its name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Tracker find(String name) {
    Tracker tracker = KNOWN.get(name);
    if (tracker == null) {
      throw new IllegalArgumentException(
          "Unknown tracker: %s; known: %s".formatted(Printable.of(name), String.join(", ", NAMES)));
    }
    return tracker;
  }
}
