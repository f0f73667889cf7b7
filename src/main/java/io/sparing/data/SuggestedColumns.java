package io.sparing.data;

import java.util.Optional;

/**
 * Which columns of a table look like those that it should be read by.
 *
 * @param text the column with the longest texts that are not all the same; empty if there is none
 * @param label a column with few values that come again and again, one of a usual name first; empty
 *     if there is none
 */
public record SuggestedColumns(Optional<String> text, Optional<String> label) {

  /** Suggests nothing. */
  static final SuggestedColumns NONE = new SuggestedColumns(Optional.empty(), Optional.empty());
}
