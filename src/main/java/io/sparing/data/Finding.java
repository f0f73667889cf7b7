package io.sparing.data;

/**
 * Something wrong with the rows of a data set.
 *
 * @param kind what it is
 * @param place the file and, where it is about one row, the line on which that begins: {@code
 *     reviews.csv:17}
 * @param words what is wrong there
 */
public record Finding(Kind kind, String place, String words) {

  /** What can be wrong. */
  public enum Kind {
    EMPTY_TEXT("empty text"),
    NOT_UTF8("not UTF-8"),
    MALFORMED_ROW("malformed row"),
    UNKNOWN_LABEL("unknown label"),
    UNKNOWN_SPLIT("unknown split"),
    LEAKED("in two splits"),
    NO_TRAINING_ROW("class without a training row");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** A few words for a person. */
    public String words() {
      return words;
    }
  }

  /** {@code reviews.csv:17: empty text}. */
  @Override
  public String toString() {
    return place + ": " + words;
  }
}
