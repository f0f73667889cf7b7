package io.sparing.data;

import io.sparing.text.Printable;

/**
 * Something wrong with the rows of a data set.
 *
 * @param kind what it is
 * @param place the file and, where it is about one row, the line on which that begins: {@code
 *     reviews.csv:17}
 * @param words what is wrong there
 */
public record Finding(Kind kind, String place, String words) {

  /** Writes out what a terminal would obey. */
  public Finding {
    place = Printable.escape(place);
    words = Printable.escape(words);
  }

  /** What can be wrong. */
  public enum Kind {
    EMPTY_TEXT("empty text"),
    NOT_UTF8("not UTF-8"),
    MALFORMED_ROW("malformed row"),
    NESTED("list or object in place of a text"),
    UNKNOWN_LABEL("unknown label"),
    UNKNOWN_SPLIT("unknown split"),
    ALIKE_LABEL("label that looks like another"),
    HIDDEN_IN_LABEL("hidden character in a label"),
    NUMBER_FORM("number as label in another form"),
    REAL_LABEL("label column of real numbers"),
    CONTRADICTING("text with two labels"),
    LEAKED("in two splits"),
    UNEVEN("class without its share of a split"),
    NO_TRAINING_ROW("class without a training row");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns a few words for a person. */
    public String words() {
      return words;
    }
  }

  /** Returns the finding in one line, such as {@code reviews.csv:17: empty text}. */
  @Override
  public String toString() {
    return place + ": " + words;
  }
}
