package io.sparing.adapt;

import java.util.stream.IntStream;

/**
 * Encoder layers that follow each other, as settings name them: {@code 3} or {@code 0-2}, counted
 * from 0.
 *
 * @param first layer
 * @param last layer, itself included
 */
record LayerSpan(int first, int last) {

  /** What a text of this form looks like. */
  static final String PATTERN = "\\d{1,4}(?:-\\d{1,4})?";

  static LayerSpan parse(String text) {
    int dash = text.indexOf('-');
    return new LayerSpan(
        Integer.parseInt(dash < 0 ? text : text.substring(0, dash)),
        Integer.parseInt(text.substring(dash + 1)));
  }

  boolean contains(int layer) {
    return first <= layer && layer <= last;
  }

  IntStream layers() {
    return IntStream.rangeClosed(first, last);
  }

  /**
   * Checks that the layers exist.
   *
   * @param setting the name and value to blame
   * @throws IllegalArgumentException if one does not
   */
  void check(int layers, String setting) {
    if (last >= layers || first > last) {
      throw new IllegalArgumentException(
          "Invalid %s; the model has layers 0 to %d".formatted(setting, layers - 1));
    }
  }
}
