package io.sparing.sweep;

import io.sparing.text.Printable;
import io.sparing.text.Quantity;
import java.time.Duration;

/** Reads time limits as people write them, such as {@code 90s}, {@code 1.5h} or {@code 1h30m}. */
public final class TimeLimit {

  private static final Duration LONGEST = Duration.ofDays(7);

  private TimeLimit() {}

  /**
   * Reads a time limit.
   *
   * @param what names the value in messages, such as {@code --timeout}
   * @throws IllegalArgumentException if it is no time, below a millisecond or above 7 days
   */
  public static Duration parse(String what, String text) {
    long millis = Quantity.millis(what, text, "").longValue();
    if (millis == 0 || millis > LONGEST.toMillis()) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected 1ms to %dd"
              .formatted(what, Printable.of(text), LONGEST.toDays()));
    }
    return Duration.ofMillis(millis);
  }
}
