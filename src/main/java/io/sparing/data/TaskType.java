package io.sparing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a row of a data set asks. */
public enum TaskType {
  /** One text gets one of the labels. */
  CLASSIFICATION,
  /** Two texts together get one of the labels. */
  PAIR,
  /** A question about a text is answered with words of it, or not at all. */
  QA;

  static final List<String> NAMES = Arrays.stream(values()).map(TaskType::text).toList();

  /** Returns the name that manifests use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
