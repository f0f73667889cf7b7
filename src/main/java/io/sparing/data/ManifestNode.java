package io.sparing.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A map of a YAML manifest, whose keys all have a meaning. */
final class ManifestNode {

  private final String origin;
  private final Map<?, ?> yaml;

  /**
   * @param origin names the manifest in messages
   * @throws IllegalArgumentException if there is a key that is not known
   */
  ManifestNode(String origin, Map<?, ?> yaml, List<String> known) {
    this.origin = origin;
    this.yaml = yaml;
    for (Object key : yaml.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "Unknown key in %s: %s; known: %s".formatted(origin, key, String.join(", ", known)));
      }
    }
  }

  boolean has(String key) {
    return yaml.containsKey(key);
  }

  /** Returns a text that must be given. */
  String text(String key) {
    return text(key, yaml.get(key));
  }

  /** Returns a text, or else {@code otherwise}. */
  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** Returns a number, or else 0. */
  double number(String key) {
    return has(key) ? value(key, Number.class).doubleValue() : 0;
  }

  /** Returns a whole number that must be given. */
  long whole(String key) {
    Number number = value(key, Number.class);
    if (number.doubleValue() != number.longValue()) {
      throw invalid(key, number);
    }
    return number.longValue();
  }

  /** Returns a boolean, or else {@code otherwise}. */
  boolean truth(String key, boolean otherwise) {
    return has(key) ? value(key, Boolean.class) : otherwise;
  }

  /** Returns texts by text, in their order. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<?, ?> given = value(key, Map.class);
    given.forEach((name, words) -> texts.put(text(key, name), text(key, words)));
    return texts;
  }

  /** Returns a list of texts that must be given. */
  List<String> list(String key) {
    List<String> texts = new ArrayList<>();
    List<?> given = value(key, List.class);
    given.forEach(text -> texts.add(text(key, text)));
    return texts;
  }

  /** Returns a map that must be given. */
  ManifestNode map(String key, List<String> known) {
    return new ManifestNode(origin, value(key, Map.class), known);
  }

  /** Returns a list of maps that must be given. */
  List<ManifestNode> maps(String key, List<String> known) {
    List<ManifestNode> maps = new ArrayList<>();
    List<?> given = value(key, List.class);
    for (Object map : given) {
      if (!(map instanceof Map<?, ?> entries)) {
        throw invalid(key, map);
      }
      maps.add(new ManifestNode(origin, entries, known));
    }
    return maps;
  }

  /** Says that the value of a key is not among the known ones. */
  IllegalArgumentException unknown(String key, List<String> known) {
    return new IllegalArgumentException(
        "Unknown %s in %s: %s; known: %s"
            .formatted(key, origin, yaml.get(key), String.join(", ", known)));
  }

  private String text(String key, Object value) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw invalid(key, value);
  }

  private <T> T value(String key, Class<T> type) {
    Object value = yaml.get(key);
    if (!type.isInstance(value)) {
      throw invalid(key, value);
    }
    return type.cast(value);
  }

  private IllegalArgumentException invalid(String key, Object value) {
    return new IllegalArgumentException("Invalid %s in %s: %s".formatted(key, origin, value));
  }
}
