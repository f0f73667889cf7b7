package io.sparing.sweep;

import java.util.Collection;

/** Finds the name that was probably meant. */
final class Names {

  private static final int CLOSE = 2;

  private Names() {}

  /**
   * Returns {@code "; did you mean 'lora_rank'?"}, or an empty text if no name is within two edits.
   */
  static String hint(String unknown, Collection<String> known) {
    String best = "";
    int least = Math.min(CLOSE, unknown.length() - 1) + 1;
    for (String name : known) {
      int distance = distance(unknown, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : "; did you mean '%s'?".formatted(best);
  }

  /** Returns {@code "Unknown kind: value; known: a, b; did you mean 'a'?"}. */
  static String unknown(String kind, String value, Collection<String> known) {
    return "Unknown %s: %s; known: %s%s"
        .formatted(kind, value, String.join(", ", known), hint(value, known));
  }

  /** Returns Levenshtein's distance: insertions, deletions and replacements of one character. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
