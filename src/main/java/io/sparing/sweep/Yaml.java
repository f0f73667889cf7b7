package io.sparing.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One YAML text as nodes, each with its {@link Place}. */
final class Yaml {

  private static final int SHOWN_CHARACTERS = 80;
  private static final int SHOWN_DEPTH = 3;

  private final IntFunction<Place> placing;
  private final Problems problems;

  private Yaml(IntFunction<Place> placing, Problems problems) {
    this.placing = placing;
    this.problems = problems;
  }

  /** A reader of a file's text. */
  static Yaml ofFile(Problems problems) {
    return new Yaml(Place::line, problems);
  }

  /** A reader of an override's value; every place is the override. */
  static Yaml ofOverride(String argument, Problems problems) {
    return new Yaml(line -> Place.override(argument), problems);
  }

  /** The root node; empty if there is none or the text is not YAML, which is reported. */
  Optional<Node> compose(String text) {
    try {
      return new Compose(LoadSettings.builder().build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.report(place(mark), "Invalid YAML: %s", e.getProblem());
    } catch (YamlEngineException e) {
      problems.report(place(Optional.empty()), "Invalid YAML: %s", e.getMessage());
    }
    return Optional.empty();
  }

  /**
   * The entries of a mapping in the order written. A key that is no text or repeats is reported.
   */
  Map<String, NodeTuple> entries(MappingNode mapping) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problems.report(place(key), "Invalid key: %s; expected a name", show(key));
        continue;
      }
      NodeTuple first = entries.putIfAbsent(scalar.getValue(), tuple);
      if (first != null) {
        problems.report(
            place(key),
            "Invalid key: %s; it is already given on line %d",
            scalar.getValue(),
            place(first.getKeyNode()).line());
      }
    }
    return entries;
  }

  /** Where the node starts. */
  Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return placing.apply(mark.map(Mark::getLine).orElse(0) + 1);
  }

  /** The node as written, in flow style and cut to a readable length. */
  static String show(Node node) {
    String text = show(node, SHOWN_DEPTH);
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private static String show(Node node, int depth) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (depth == 0) {
      return "…";
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .map(item -> show(item, depth - 1))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((MappingNode) node)
        .getValue().stream()
            .map(t -> show(t.getKeyNode(), depth - 1) + ": " + show(t.getValueNode(), depth - 1))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
