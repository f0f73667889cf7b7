package io.sparing.selector;

import java.util.Locale;

/** A property of an {@link Environment} that takes one of a few names. */
public enum Category {
  TASK,
  HARDWARE;

  /** Returns its name in rule files and SQL. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
