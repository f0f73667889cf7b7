package io.sparing.data;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the YAML form of a {@link DatasetManifest}, as docs/data.md describes it. */
final class DatasetManifestParser {

  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "task",
          "source",
          "licence",
          "citation",
          "metric",
          "labels",
          "prompt_templates",
          "collection",
          "files",
          "hold_out");

  private DatasetManifestParser() {}

  /**
   * Parses a manifest. {@code labels} is a map from label to description, in index order; it and
   * {@code prompt_templates} are left out where the task is {@code qa}.
   *
   * @param origin names the input in messages
   * @throws IllegalArgumentException if it is no YAML, has an unknown key, or a key is missing or
   *     holds something else than it should
   */
  static DatasetManifest parse(InputStream in, String origin) {
    Object yaml;
    try {
      yaml = new Load(LoadSettings.builder().setLabel(origin).build()).loadFromInputStream(in);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("Failed to parse %s: %s".formatted(origin, e), e);
    }
    if (!(yaml instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("Invalid manifest %s: no keys".formatted(origin));
    }
    return manifest(new ManifestNode(origin, map, KEYS));
  }

  private static DatasetManifest manifest(ManifestNode node) {
    boolean labelled = node.has("labels");
    Map<String, String> labels = labelled ? node.texts("labels") : Map.of();
    return new DatasetManifest(
        node.text("name"),
        node.text("description"),
        node.text("task"),
        List.copyOf(labels.keySet()),
        labels,
        labelled ? node.list("prompt_templates") : List.of(),
        node.text("metric"),
        node.text("licence"),
        node.text("citation"),
        node.text("source"),
        node.has("collection") ? node.text("collection") : node.text("name"),
        node.has("files") ? DataFileParser.parse(node, List.copyOf(labels.keySet())) : List.of(),
        holdOut(node));
  }

  private static HoldOut holdOut(ManifestNode node) {
    if (!node.has("hold_out")) {
      return HoldOut.NONE;
    }
    ManifestNode shares = node.map("hold_out", List.of("validation", "test"));
    return new HoldOut(shares.number("validation"), shares.number("test"));
  }
}
