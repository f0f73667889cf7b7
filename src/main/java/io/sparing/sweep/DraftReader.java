package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import io.sparing.trial.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a sweep file's text into a {@link Draft}: keys, values and shapes, one by one. A known key
 * without a value is as if it were not there.
 */
final class DraftReader {

  static final List<String> TOP_KEYS =
      Stream.concat(Header.KEYS.stream(), Stream.of("dataset", "base", "blocks")).toList();
  static final List<String> SETTINGS = Settings.all().stream().map(Parameter::name).toList();

  private final Problems problems;
  private final Yaml yaml;
  private final SettingReader settings;
  private final Draft draft = new Draft();

  DraftReader(Problems problems) {
    this.problems = problems;
    this.yaml = Yaml.ofFile(problems);
    this.settings = new SettingReader(yaml, problems);
  }

  /**
   * Reads all that can be read and reports the rest.
   *
   * @throws InvalidSweepException if the text is no mapping at all
   */
  Draft read(String text) {
    Optional<Node> root = yaml.compose(text);
    if (root.isPresent() && root.get() instanceof MappingNode mapping) {
      yaml.entries(mapping).forEach(this::readTop);
      return draft;
    }
    problems.throwIfAny();
    Place place = root.map(yaml::place).orElse(Place.line(1));
    String found = root.map(Yaml::show).orElse("nothing");
    problems.report(place, "Invalid sweep: %s; expected keys and values", found);
    problems.throwIfAny();
    return draft;
  }

  private void readTop(String key, NodeTuple entry) {
    Node value = entry.getValueNode();
    if (TOP_KEYS.contains(key) && Yaml.absent(value)) {
      return;
    }
    if (Header.KEYS.contains(key)) {
      draft.header.put(key, Header.read(key, value, yaml, problems));
      return;
    }
    switch (key) {
      case "dataset" -> readBase(key, entry);
      case "base" -> mapping("base", value).ifPresent(m -> yaml.entries(m).forEach(this::readBase));
      case "blocks" -> readBlocks(value);
      default -> reportUnknownTop(key, yaml.place(entry.getKeyNode()));
    }
  }

  private void readBase(String key, NodeTuple entry) {
    Place place = yaml.place(entry.getKeyNode());
    findSetting(key, place)
        .filter(parameter -> !Yaml.absent(entry.getValueNode()))
        .map(parameter -> settings.single(parameter, entry.getValueNode(), place))
        .map(written -> draft.base.putIfAbsent(key, written))
        .ifPresent(
            first ->
                problems.report(
                    place,
                    "Invalid key: %s; it is already given on line %d",
                    key,
                    first.place().line()));
  }

  private void readBlocks(Node node) {
    draft.header.put("blocks", true);
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problems.report(
          yaml.place(node),
          "Invalid blocks: %s; expected a list of at least one block",
          Yaml.show(node));
      return;
    }
    for (Node item : sequence.getValue()) {
      mapping("block", item).ifPresent(this::readBlock);
    }
  }

  private void readBlock(MappingNode node) {
    Block block = new Block(yaml.place(node));
    for (Map.Entry<String, NodeTuple> entry : yaml.entries(node).entrySet()) {
      Place place = yaml.place(entry.getValue().getKeyNode());
      Node value = entry.getValue().getValueNode();
      findSetting(entry.getKey(), place)
          .filter(parameter -> !Yaml.absent(value))
          .map(parameter -> settings.crossed(parameter, value, place))
          .ifPresent(written -> block.settings().put(entry.getKey(), written));
    }
    draft.blocks.add(block);
  }

  private Optional<MappingNode> mapping(String key, Node node) {
    if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      return Optional.of(mapping);
    }
    problems.report(
        yaml.place(node),
        "Invalid %s: %s; expected at least one setting with its value",
        key,
        Yaml.show(node));
    return Optional.empty();
  }

  private Optional<Parameter> findSetting(String key, Place place) {
    Optional<Parameter> found = Settings.find(key);
    if (found.isEmpty()) {
      String aside = TOP_KEYS.contains(key) ? "; it belongs at the top level" : "";
      problems.report(place, "%s%s", Names.unknown("setting", key, SETTINGS), aside);
    }
    return found;
  }

  private void reportUnknownTop(String key, Place place) {
    String aside = SETTINGS.contains(key) ? "; it is a setting, for base or a block" : "";
    problems.report(place, "%s%s", Names.unknown("key", key, TOP_KEYS), aside);
  }
}
