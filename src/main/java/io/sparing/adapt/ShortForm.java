package io.sparing.adapt;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a parameter's value shows in a label, such as {@code r=8} for a rank.
 *
 * @param prefix what is written before a value, or before each of several; or the whole word
 * @param withValue whether the value follows the prefix
 * @param hidden the value that does not show; empty if every value shows
 * @param inAdvice whether it shows in the labels of recommended configurations too, which are
 *     shorter than those of trials
 */
public record ShortForm(
    String prefix, boolean withValue, Optional<Object> hidden, boolean inAdvice) {

  /** The form of parameters that do not show. */
  static final ShortForm NONE = new ShortForm("", false, Optional.empty(), false);

  /** Checks for nulls. */
  public ShortForm {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(hidden, "hidden");
  }

  /**
   * Returns a form that shows the value after a prefix, and each of several values after its own.
   */
  static ShortForm after(String prefix) {
    return new ShortForm(prefix, true, Optional.empty(), false);
  }

  /** Returns a form that shows the value alone, and several values after one another. */
  static ShortForm value() {
    return after("");
  }

  /** Returns a form that shows a word in the place of every value but one, which does not show. */
  static ShortForm wordUnless(Object hidden, String word) {
    return new ShortForm(word, false, Optional.of(hidden), false);
  }

  /** Returns the same form, which also shows in the labels of recommended configurations. */
  ShortForm alsoInAdvice() {
    return new ShortForm(prefix, withValue, hidden, true);
  }

  /**
   * Returns what a label says of a value.
   *
   * @param value the parsed value, or in advice its text
   * @return nothing, or words with a space before each
   */
  public String of(Object value) {
    if (hidden.isPresent() && hidden.get().toString().equals(String.valueOf(value))) {
      return "";
    }
    if (!withValue) {
      return prefix.isEmpty() ? "" : " " + prefix;
    }
    if (value instanceof Collection<?> several) {
      return several.stream().map(this::of).collect(Collectors.joining());
    }
    return " " + prefix + value;
  }
}
