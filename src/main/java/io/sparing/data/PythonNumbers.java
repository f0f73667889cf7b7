package io.sparing.data;

import java.util.List;
import java.util.Optional;

/** Finds {@code NaN}, {@code Infinity} and {@code -Infinity} as Python writes them into JSON. */
final class PythonNumbers {

  private static final List<String> NAMES = List.of("NaN", "-Infinity", "Infinity");

  private PythonNumbers() {}

  /** Returns the line with null in their places outside of strings; empty if it has none there. */
  static Optional<String> asNull(String line) {
    StringBuilder json = new StringBuilder();
    boolean quoted = false;
    boolean found = false;
    for (int i = 0; i < line.length(); i++) {
      int at = i;
      Optional<String> name =
          quoted
              ? Optional.empty()
              : NAMES.stream().filter(n -> line.startsWith(n, at)).findFirst();
      if (name.isPresent()) {
        json.append("null");
        i += name.get().length() - 1;
        found = true;
        continue;
      }
      json.append(line.charAt(i));
      if (quoted && line.charAt(i) == '\\' && i + 1 < line.length()) {
        json.append(line.charAt(++i));
      } else if (line.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return found ? Optional.of(json.toString()) : Optional.empty();
  }
}
