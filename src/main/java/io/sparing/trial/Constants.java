package io.sparing.trial;

import io.sparing.text.Printable;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Finds constants by the names under which results are stored. */
final class Constants {

  private Constants() {}

  /**
   * Returns the constant of a name.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  static <E extends Enum<E>> E find(Class<E> type, String what, String name) {
    E[] known = type.getEnumConstants();
    return Arrays.stream(known)
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown %s: %s; known: %s"
                        .formatted(
                            what,
                            name.isEmpty() ? "(none)" : Printable.of(name),
                            Arrays.stream(known)
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")))));
  }
}
