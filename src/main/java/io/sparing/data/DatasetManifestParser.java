package io.sparing.data;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the YAML form of a {@link DatasetManifest}. Every key has a meaning and is required. */
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
          "prompt_templates");

  private final String origin;
  private final Map<?, ?> yaml;

  private DatasetManifestParser(String origin, Map<?, ?> yaml) {
    this.origin = origin;
    this.yaml = yaml;
  }

  /**
   * Parses a manifest. {@code labels} is a map from label to description, in index order.
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
    return new DatasetManifestParser(origin, map).manifest();
  }

  private DatasetManifest manifest() {
    for (Object key : yaml.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "Unknown key in %s: %s; known: %s".formatted(origin, key, String.join(", ", KEYS)));
      }
    }
    Map<String, String> labels = labels();
    return new DatasetManifest(
        text("name"),
        text("description"),
        task(),
        List.copyOf(labels.keySet()),
        labels,
        promptTemplates(),
        text("metric"),
        text("licence"),
        text("citation"),
        text("source"));
  }

  private TaskType task() {
    String task = text("task");
    for (TaskType known : TaskType.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(task)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "Unknown task in %s: %s; known: classification, pair".formatted(origin, task));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<?, ?> described = value("labels", Map.class);
    described.forEach((label, words) -> labels.put(text("labels", label), text("labels", words)));
    return labels;
  }

  private List<String> promptTemplates() {
    List<String> templates = new ArrayList<>();
    List<?> given = value("prompt_templates", List.class);
    for (Object template : given) {
      templates.add(text("prompt_templates", template));
    }
    return templates;
  }

  private String text(String key) {
    return value(key, String.class);
  }

  private String text(String key, Object value) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException("Invalid %s in %s: %s".formatted(key, origin, value));
  }

  private <T> T value(String key, Class<T> type) {
    Object value = yaml.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("Invalid %s in %s: %s".formatted(key, origin, value));
    }
    return type.cast(value);
  }
}
