package io.sparing.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A table as Markdown writes it: a header, a rule, a line a row. */
final class MarkdownTable {

  private final List<String> lines = new ArrayList<>();
  private final int columns;

  /** Makes an empty table with these column names. */
  MarkdownTable(String... header) {
    columns = header.length;
    lines.add(line(List.of(header)));
    lines.add("|" + "---|".repeat(columns));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it does not have one cell a column
   */
  void add(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "Invalid row of %d cells for %d columns".formatted(cells.length, columns));
    }
    lines.add(line(List.of(cells)));
  }

  /** Returns the whole table, with a line end at its end. */
  String render() {
    return String.join("\n", lines) + "\n";
  }

  /** Returns names as code, with commas between them. */
  static String code(Collection<String> names) {
    return names.stream().map(MarkdownTable::code).collect(Collectors.joining(", "));
  }

  /** Returns a name as code. */
  static String code(String name) {
    return "`" + name + "`";
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
        .collect(Collectors.joining("", "|", ""));
  }
}
