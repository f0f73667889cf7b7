package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads one setting's values. A list is crossed; only where a single value is a list itself, as
 * with {@code target_modules} and stacked strategies, a flat list is one value and a list of lists
 * is crossed.
 */
final class SettingReader {

  private static final Pattern NOT_A_CHOICE =
      Pattern.compile("Invalid (\\w+): (.*); expected (?:one|some) of (.*)", Pattern.DOTALL);
  private static final Pattern UNKNOWN = Pattern.compile("Unknown \\w+: (.*); known: (.*)");

  private final Yaml yaml;
  private final Problems problems;

  SettingReader(Yaml yaml, Problems problems) {
    this.yaml = yaml;
    this.problems = problems;
  }

  /** Reads a setting of the base: one value. */
  Written single(Parameter parameter, Node node, Place place) {
    if (node instanceof SequenceNode sequence && !isOneSet(parameter, sequence)) {
      problems.report(
          yaml.place(node),
          "Invalid %s: %s; expected one value, for lists are crossed in blocks only",
          parameter.name(),
          Yaml.show(node));
      return new Written(parameter, List.of(), false, Yaml.show(node), place);
    }
    return read(parameter, node, List.of(node), place);
  }

  /** Reads a setting of a block or an override: one value or a list to cross. */
  Written crossed(Parameter parameter, Node node, Place place) {
    return read(parameter, node, items(parameter, node), place);
  }

  private Written read(Parameter parameter, Node node, List<Node> items, Place place) {
    List<Object> values = new ArrayList<>();
    if (items.isEmpty()) {
      problems.report(
          yaml.place(node), "Invalid %s: []; expected at least one value", parameter.name());
    }
    for (Node item : items) {
      parse(parameter, item, values);
    }
    boolean sound = !items.isEmpty() && values.size() == items.size();
    return new Written(parameter, values, sound, Yaml.show(node), place);
  }

  private static List<Node> items(Parameter parameter, Node node) {
    return node instanceof SequenceNode sequence && !isOneSet(parameter, sequence)
        ? sequence.getValue()
        : List.of(node);
  }

  private static boolean isOneSet(Parameter parameter, SequenceNode sequence) {
    return parameter.kind().takesLists()
        && !sequence.getValue().isEmpty()
        && sequence.getValue().stream().noneMatch(SequenceNode.class::isInstance);
  }

  private void parse(Parameter parameter, Node item, List<Object> values) {
    try {
      values.add(parameter.parse(raw(parameter, item)));
    } catch (IllegalArgumentException e) {
      problems.report(yaml.place(item), "%s", explain(e.getMessage(), item));
    }
  }

  private static Object raw(Parameter parameter, Node item) {
    if (Yaml.absent(item) || hasAbsent(item)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected values in a list, for without a value the default holds only alone"
              .formatted(parameter.name(), Yaml.show(item)));
    }
    if (item instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (parameter.kind().takesLists()
        && item instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      return sequence.getValue().stream().map(node -> ((ScalarNode) node).getValue()).toList();
    }
    throw new IllegalArgumentException(
        "Invalid %s: %s; expected %s"
            .formatted(
                parameter.name(),
                Yaml.show(item),
                parameter.kind().takesLists() ? "a list of texts" : "a single value"));
  }

  private static boolean hasAbsent(Node item) {
    return item instanceof SequenceNode sequence
        && sequence.getValue().stream().anyMatch(Yaml::absent);
  }

  /** Says that a value that is not among the choices is unknown, and which was probably meant. */
  private static String explain(String message, Node item) {
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      return message + Names.hint(unknown.group(1), List.of(unknown.group(2).split(", ")));
    }
    Matcher choice = NOT_A_CHOICE.matcher(message);
    if (!choice.matches()) {
      return message;
    }
    List<String> known = List.of(choice.group(3).split(", "));
    List<Node> words = item instanceof SequenceNode sequence ? sequence.getValue() : List.of(item);
    String hint =
        words.stream()
            .map(Yaml::show)
            .filter(word -> !known.contains(word.toLowerCase(Locale.ROOT)))
            .map(word -> Names.hint(word, known))
            .findFirst()
            .orElse("");
    return "Unknown %s: %s; known: %s%s"
        .formatted(choice.group(1), Yaml.show(item), choice.group(3), hint);
  }
}
