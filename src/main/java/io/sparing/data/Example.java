package io.sparing.data;

import java.util.Objects;

/**
 * One labelled row.
 *
 * @param text the text, or the first of two
 * @param pair the second text, empty if there is none
 * @param label index into {@link DatasetManifest#labels()}
 */
public record Example(String text, String pair, int label) {

  /**
   * @throws IllegalArgumentException if the label is negative
   */
  public Example {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(pair, "pair");
    if (label < 0) {
      throw new IllegalArgumentException("Invalid label: " + label);
    }
  }
}
