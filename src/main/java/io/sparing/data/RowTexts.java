package io.sparing.data;

import java.util.ArrayList;
import java.util.List;

/** The texts of rows in the order in which they were read, where they are kept. */
final class RowTexts {

  private final boolean kept;
  private final List<String> texts = new ArrayList<>();
  private final List<String> pairs = new ArrayList<>();

  private RowTexts(boolean kept) {
    this.kept = kept;
  }

  /** Keeps texts. */
  static RowTexts kept() {
    return new RowTexts(true);
  }

  /** Keeps none, so that files of any size can be looked through. */
  static RowTexts forgotten() {
    return new RowTexts(false);
  }

  /** Takes the next row. */
  void add(String text, String pair) {
    if (kept) {
      texts.add(text);
      pairs.add(pair);
    }
  }

  /** Returns a row that was kept, with this label. */
  Example example(int row, int label) {
    return new Example(texts.get(row), pairs.get(row), label);
  }
}
