package io.sparing.data;

import java.util.Objects;

/**
 * How somebody's own file is to be read.
 *
 * @param text column of the text, or the first of two
 * @param label column of the label
 * @param textPair column of the second text; empty if there is none
 * @param split column that says which split a row is in; empty if rows are to be held out by hash
 * @param holdOut shares held out where no column says it
 */
public record OwnColumns(
    String text, String label, String textPair, String split, HoldOut holdOut) {

  /** Checks that none is null. */
  public OwnColumns {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(textPair, "textPair");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(holdOut, "holdOut");
  }

  /** What a row asks: of one text, or of two. */
  public TaskType task() {
    return textPair.isEmpty() ? TaskType.CLASSIFICATION : TaskType.PAIR;
  }
}
