package io.sparing.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sparing.results.QueryResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to print the answer to a query. */
enum QueryFormat {
  /**
   * A table for people: doubles have 4 significant digits, – stands for no value, long lists are
   * counted.
   */
  TABLE,
  /** RFC 4180 with a header and line feeds; nothing where there is no value, lists as JSON. */
  CSV,
  /**
   * One JSON object a line; a number that JSON cannot write, such as NaN, is a text. The second of
   * two columns of one name has {@code _2} behind it.
   */
  JSON;

  private static final int LONGEST_LIST = 8;

  /** Returns the whole text, each line ended. */
  String render(QueryResult result) {
    return switch (this) {
      case TABLE -> table(result);
      case CSV -> csv(result);
      case JSON -> json(result);
    };
  }

  /** Returns the name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String table(QueryResult result) {
    TextTable table = new TextTable(result.columns());
    result.rows().forEach(row -> table.add(row.stream().map(QueryFormat::tableCell).toList()));
    return table.render() + "\n";
  }

  private static String tableCell(Object cell) {
    if (cell == null) {
      return "–";
    }
    if (cell instanceof Double || cell instanceof Float) {
      return number(((Number) cell).doubleValue());
    }
    if (cell instanceof List<?> list) {
      return list.size() > LONGEST_LIST
          ? "[%d values]".formatted(list.size())
          : list.stream().map(QueryFormat::tableCell).collect(Collectors.joining(", "));
    }
    return cell.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Returns at least 4 significant digits; the digits before the point all count. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : String.valueOf(value);
    }
    if (size < 1e-4 || size >= 1e12) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    if (size >= 1e3) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private static String csv(QueryResult result) {
    return Stream.concat(Stream.of(result.columns()), result.rows().stream())
        .map(row -> row.stream().map(QueryFormat::csvCell).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String csvCell(Object cell) {
    if (cell == null) {
      return "";
    }
    String text = cell instanceof List<?> ? jsonCell(cell).toString() : cell.toString();
    boolean plain =
        !text.isEmpty() && text.equals(text.strip()) && !text.matches("(?s).*[,\"\n\r].*");
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String json(QueryResult result) {
    StringBuilder lines = new StringBuilder();
    List<String> names = distinct(result.columns());
    for (List<Object> row : result.rows()) {
      JsonObject line = new JsonObject();
      for (int column = 0; column < row.size(); column++) {
        line.add(names.get(column), jsonCell(row.get(column)));
      }
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  /**
   * Returns distinct names: the second of two columns of one name is {@code name_2}, and so on,
   * past names that are taken.
   */
  private static List<String> distinct(List<String> columns) {
    Set<String> taken = new HashSet<>(columns);
    Set<String> names = new LinkedHashSet<>();
    for (String column : columns) {
      String name = column;
      for (int number = 2; names.contains(name); number++) {
        String next = column + "_" + number;
        name = taken.contains(next) ? name : next;
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static JsonElement jsonCell(Object cell) {
    if (cell == null) {
      return JsonNull.INSTANCE;
    }
    if (cell instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(jsonCell(item)));
      return array;
    }
    if (cell instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    boolean finite = cell instanceof Number number && Double.isFinite(number.doubleValue());
    return finite ? new JsonPrimitive((Number) cell) : new JsonPrimitive(cell.toString());
  }
}
