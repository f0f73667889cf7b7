package io.sparing.money;

import io.sparing.text.Printable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the keys and values of a price list; the first that is wrong ends it. */
final class PriceListReader {

  static final String CURRENCY = "currency";
  static final String DATE = "date";
  static final String SOURCE = "source";
  static final String CORE = "core_hour";
  static final String GIGABYTE = "gigabyte_hour";
  static final String GPUS = "gpus";

  private static final List<String> KEYS = List.of(CURRENCY, DATE, SOURCE, CORE, GIGABYTE, GPUS);
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final String name;

  /**
   * @param name of the file, for messages
   */
  PriceListReader(String name) {
    this.name = name;
  }

  Prices read(MappingNode root) {
    Map<String, Node> values = entries(root);
    root.getValue().forEach(tuple -> checkKnown(tuple.getKeyNode()));
    for (String key : List.of(CURRENCY, DATE, SOURCE)) {
      check(values.containsKey(key), root, "Cannot read prices without " + key);
    }
    Map<String, Double> gpus = new LinkedHashMap<>();
    if (values.get(GPUS) instanceof MappingNode byName) {
      entries(byName).forEach((gpu, node) -> gpus.put(gpu, amount(gpu, node)));
    } else {
      check(
          !values.containsKey(GPUS),
          values.get(GPUS),
          "Invalid gpus; expected a price an hour for each name, such as H100: 3.50");
    }
    return new Prices(
        currency(values.get(CURRENCY)),
        date(values.get(DATE)),
        text(SOURCE, values.get(SOURCE)),
        optional(CORE, values),
        optional(GIGABYTE, values),
        gpus);
  }

  private Map<String, Node> entries(MappingNode mapping) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text("key", tuple.getKeyNode());
      Node before = entries.putIfAbsent(key, tuple.getValueNode());
      check(before == null, tuple.getKeyNode(), "Invalid key: %s is given twice".formatted(key));
    }
    return entries;
  }

  private void checkKnown(Node node) {
    String key = text("key", node);
    check(
        KEYS.contains(key),
        node,
        "Unknown key: %s; known: %s".formatted(key, String.join(", ", KEYS)));
  }

  private String currency(Node node) {
    String code = text(CURRENCY, node);
    check(
        CODE.matcher(code).matches(),
        node,
        "Invalid currency: %s; expected three capital letters, such as USD".formatted(code));
    return code;
  }

  private String date(Node node) {
    String date = text(DATE, node);
    try {
      return LocalDate.parse(date).toString();
    } catch (DateTimeException e) {
      throw refused(node, "Invalid date: %s; expected one such as 2026-05-29".formatted(date));
    }
  }

  private OptionalDouble optional(String key, Map<String, Node> values) {
    Node node = values.get(key);
    return node == null ? OptionalDouble.empty() : OptionalDouble.of(amount(key, node));
  }

  private double amount(String key, Node node) {
    String amount = text(key, node);
    check(
        AMOUNT.matcher(amount).matches() && Double.parseDouble(amount) > 0,
        node,
        "Invalid %s: %s; expected a price an hour above 0, such as 3.50".formatted(key, amount));
    return Double.parseDouble(amount);
  }

  private String text(String key, Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Printable.of(scalar.getValue());
    }
    throw refused(node, "Invalid %s: no single value; expected one".formatted(key));
  }

  private void check(boolean holds, Node node, String message) {
    if (!holds) {
      throw refused(node, message);
    }
  }

  private IllegalArgumentException refused(Node node, String message) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new IllegalArgumentException("%s (%s:%d)".formatted(message, name, line));
  }
}
