package io.sparing.weights;

/** The rules of weight files; breaking any of them is a reason to refuse a file. */
public enum Rule {
  PICKLE("begins as a pickle or a zip archive, which is never read: it may hold code"),
  WRONG_MAGIC("does not begin as a file of this format"),
  UNKNOWN_VERSION("unknown version of the format"),
  HEADER_TOO_LARGE("the header is absurdly large"),
  BEYOND_FILE("reaches beyond the end of the file"),
  BAD_TEXT("a text is not UTF-8"),
  BAD_JSON("the header is not strict JSON"),
  BAD_PROTOBUF("not a protobuf message of a model"),
  BAD_HEADER("the header lacks or mistakes a field"),
  BAD_GRAPH("an operator of the graph lacks inputs or outputs"),
  NO_NAME("a name is empty"),
  DUPLICATE_NAME("a name occurs twice"),
  UNKNOWN_TYPE("unknown element type"),
  NEGATIVE_DIMENSION("a dimension is negative"),
  TOO_MANY_DIMENSIONS("too many dimensions"),
  LONG_DIMENSION("a dimension of a weight is above 2^31 - 1"),
  OVERFLOWING_SHAPE("the product of the dimensions overflows"),
  TOO_LARGE("needs more bytes than the 1 GiB that a tensor may have here"),
  WRONG_BYTE_COUNT("has more or fewer bytes than type and shape say"),
  BROKEN_BLOCK("a row is not made of whole blocks"),
  REVERSED_OFFSETS("ends before it begins"),
  UNSORTED_OFFSETS("begins before the tensor that is listed ahead of it"),
  MISALIGNED("is not aligned"),
  OVERLAP("shares bytes with another tensor"),
  HOLE("bytes belong to no tensor"),
  OUTSIDE_FOLDER("external data must be a file within the model's folder");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** Returns the rule as messages show it. */
  public String text() {
    return text;
  }
}
