package io.sparing.money;

import java.util.OptionalDouble;

/**
 * What an hour of something costs.
 *
 * @param perHour amount in the list's currency; empty if nobody knows
 * @param note by which prices; or why there is none, and what to do
 */
public record Rate(OptionalDouble perHour, String note) {

  private static final double SECONDS_AN_HOUR = 3_600;

  /** Returns what that many seconds cost; empty if nobody knows. */
  public OptionalDouble of(double seconds) {
    return perHour.isPresent()
        ? OptionalDouble.of(perHour.getAsDouble() * seconds / SECONDS_AN_HOUR)
        : OptionalDouble.empty();
  }
}
