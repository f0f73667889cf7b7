package io.sparing.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in plain text: a header, a rule, rows; columns whose cells are all numbers align right.
 */
public final class TextTable {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9][0-9,.]*(e[-+]?[0-9]+)?( ?[%a-zA-Z]{1,3})?");

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** Makes an empty table with these column names. */
  public TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it does not have one cell for each column
   */
  public TextTable add(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "Invalid row of %d cells for %d columns".formatted(cells.size(), header.size()));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Returns the whole table, without a line end at its end. */
  public String render() {
    int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
    boolean[] numeric = new boolean[widths.length];
    for (int column = 0; column < widths.length; column++) {
      numeric[column] = numeric(column);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths, numeric));
    lines.add(
        IntStream.of(widths)
            .mapToObj(width -> "─".repeat(width))
            .collect(Collectors.joining("  ")));
    rows.forEach(row -> lines.add(line(row, widths, numeric)));
    return String.join("\n", lines);
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> length(row.get(column)))
        .reduce(length(header.get(column)), Math::max);
  }

  private boolean numeric(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> !cell.isEmpty() && !cell.equals("–"))
        .allMatch(cell -> NUMBER.matcher(cell).matches());
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric) {
    return IntStream.range(0, widths.length)
        .mapToObj(column -> pad(cells.get(column), widths[column], numeric[column]))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String pad(String cell, int width, boolean right) {
    String space = " ".repeat(width - length(cell));
    return right ? space + cell : cell + space;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
