package io.sparing.sweep;

import io.sparing.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML text as nodes, each with its {@link Place}. */
final class Yaml {

  private static final int SHOWN_CHARACTERS = 80;
  private static final int SHOWN_DEPTH = 3;

  private static final int DEEPEST = 50;
  private static final String MERGE = "<<";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<Tag> TAGS =
      Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.SEQ, Tag.MAP);
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private final IntFunction<Place> placing;
  private final Problems problems;
  private boolean refused;

  private Yaml(IntFunction<Place> placing, Problems problems) {
    this.placing = placing;
    this.problems = problems;
  }

  /** Returns a reader of a file's text. */
  static Yaml ofFile(Problems problems) {
    return new Yaml(Place::line, problems);
  }

  /** Returns a reader of an override's value; every place is the override. */
  static Yaml ofOverride(String argument, Problems problems) {
    return new Yaml(line -> Place.override(argument), problems);
  }

  /**
   * Returns the root node; empty if there is none, or if the text is not YAML, which is reported.
   */
  Optional<Node> compose(String text) {
    try {
      checkDepth(text);
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      root.ifPresent(node -> checkTags(node, Collections.newSetFromMap(new IdentityHashMap<>())));
      return refused ? Optional.empty() : root;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.report(place(mark), "Invalid YAML: %s", Printable.of(reason(e)));
    } catch (YamlEngineException e) {
      problems.report(place(Optional.empty()), "Invalid YAML: %s", Printable.of(e.getMessage()));
    }
    return Optional.empty();
  }

  private static String reason(MarkedYamlEngineException e) {
    boolean several = String.valueOf(e.getContext()).contains("single document");
    return several ? "a second document; expected one, without '---' in between" : e.getProblem();
  }

  /** Refuses a text that nests too deep before it is composed, which is recursive. */
  private static void checkDepth(String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        throw new ParserException(
            "nests too deep; expected at most %d levels".formatted(DEEPEST), event.getStartMark());
      }
    }
  }

  /** Refuses a tag that is not of YAML's core schema: it could change what a value is. */
  private void checkTags(Node node, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (!TAGS.contains(node.getTag())) {
      refused = true;
      problems.report(
          place(node), "Invalid YAML: the tag %s; expected a value without", node.getTag());
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> checkTags(item, seen));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        checkTags(tuple.getKeyNode(), seen);
        checkTags(tuple.getValueNode(), seen);
      }
    }
  }

  /** Returns whether the node says that there is no value: {@code null}, {@code ~} or nothing. */
  static boolean absent(Node node) {
    return node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.NULL)
            || (scalar.isPlain() && NULLS.contains(scalar.getValue())));
  }

  /**
   * Returns the entries of a mapping in the order written, those of merged mappings ({@code <<})
   * where the merge stands, unless the mapping has the key itself. A key that is no text or repeats
   * is reported.
   */
  Map<String, NodeTuple> entries(MappingNode mapping) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    Set<String> own = new HashSet<>();
    mapping.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .forEach(key -> own.add(((ScalarNode) key).getValue()));
    collect(mapping, own, entries, List.of());
    return entries;
  }

  private void collect(
      MappingNode mapping,
      Set<String> own,
      Map<String, NodeTuple> entries,
      List<MappingNode> within) {
    Map<String, NodeTuple> here = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problems.report(place(key), "Invalid key: %s; expected a name", show(key));
        continue;
      }
      NodeTuple first = here.putIfAbsent(scalar.getValue(), tuple);
      if (first != null) {
        problems.report(
            place(key),
            "Invalid key: %s; it is already given on line %d",
            Printable.of(scalar.getValue()),
            place(first.getKeyNode()).line());
      } else if (scalar.isPlain() && scalar.getValue().equals(MERGE)) {
        List<MappingNode> all = new ArrayList<>(within);
        all.add(mapping);
        merged(tuple.getValueNode()).forEach(more -> merge(more, own, entries, all));
      } else if (within.isEmpty() || !own.contains(scalar.getValue())) {
        entries.putIfAbsent(scalar.getValue(), tuple);
      }
    }
  }

  private void merge(
      MappingNode more, Set<String> own, Map<String, NodeTuple> entries, List<MappingNode> within) {
    if (within.stream().anyMatch(outer -> outer.equals(more))) {
      problems.report(place(more), "Invalid %s: a mapping cannot be merged into itself", MERGE);
    } else {
      collect(more, own, entries, within);
    }
  }

  private List<MappingNode> merged(Node value) {
    List<Node> items = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    List<MappingNode> mappings = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof MappingNode mapping) {
        mappings.add(mapping);
      } else {
        problems.report(
            place(item), "Invalid %s: %s; expected a mapping such as *name", MERGE, show(item));
      }
    }
    return mappings;
  }

  /** Returns where the node starts. */
  Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return placing.apply(mark.map(Mark::getLine).orElse(0) + 1);
  }

  /** Returns the node as written, in flow style and cut to a readable length. */
  static String show(Node node) {
    return Printable.of(show(node, SHOWN_DEPTH), SHOWN_CHARACTERS);
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
