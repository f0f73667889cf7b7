package io.sparing.data;

import java.util.Locale;
import java.util.Optional;

/** What rows are for. */
public enum Split {
  TRAIN((byte) 0),
  VALIDATION((byte) 1),
  TEST((byte) 2);

  private final byte index;

  Split(byte index) {
    this.index = index;
  }

  /** Returns its place in files and tables, from 0, as in {@link #values()}. */
  byte index() {
    return index;
  }

  /** Returns the name that manifests and messages use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the split that a cell names, in any case; {@code dev}, {@code val} and the like
   * included.
   */
  static Optional<Split> find(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "validation", "valid", "val", "dev" -> Optional.of(VALIDATION);
      case "test", "testing", "eval" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }
}
