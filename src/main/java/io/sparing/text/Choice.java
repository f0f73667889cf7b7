package io.sparing.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as people choose them: by their names, in letters of any case. */
public final class Choice {

  private Choice() {}

  /**
   * Returns the constant of a name.
   *
   * @param what is chosen, for the message
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static <E extends Enum<E>> E find(Class<E> type, String what, String name) {
    E[] known = type.getEnumConstants();
    return Arrays.stream(known)
        .filter(constant -> text(constant).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown %s: %s; known: %s"
                        .formatted(
                            what,
                            Printable.of(name),
                            Arrays.stream(known)
                                .map(Choice::text)
                                .collect(Collectors.joining(", ")))));
  }

  /** Returns a constant's name in small letters. */
  public static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
