package io.sparing.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The registry of models: each name has a manifest in {@code data-manifests/models}. */
public final class Models {

  private static final Map<String, ModelManifest> KNOWN =
      register("minilm-l6", "bge-small", "e5-small-v2");

  private Models() {}

  /** All manifests by name, in registry order. Immutable. */
  public static Map<String, ModelManifest> known() {
    return KNOWN;
  }

  /**
   * Finds a model's manifest.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static ModelManifest find(String name) {
    ModelManifest manifest = KNOWN.get(name);
    if (manifest == null) {
      throw new IllegalArgumentException(
          "Unknown model: %s; known: %s".formatted(name, String.join(", ", KNOWN.keySet())));
    }
    return manifest;
  }

  private static Map<String, ModelManifest> register(String... names) {
    Map<String, ModelManifest> known = new LinkedHashMap<>();
    for (String name : List.of(names)) {
      known.put(name, read(name));
    }
    return Collections.unmodifiableMap(known);
  }

  private static ModelManifest read(String name) {
    String resource = "/data-manifests/models/" + name + ".yaml";
    try (InputStream in = Models.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find the manifest " + resource);
      }
      return parse((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the manifest " + resource, e);
    }
  }

  private static ModelManifest parse(Map<?, ?> yaml) {
    Map<?, ?> source = (Map<?, ?>) yaml.get("source");
    return new ModelManifest(
        (String) yaml.get("name"),
        (String) yaml.get("description"),
        (String) yaml.get("architecture"),
        (String) source.get("artefact"),
        (String) source.get("weights"),
        (String) source.get("tokenizer"),
        (String) yaml.get("licence"),
        ((Number) yaml.get("parameters")).longValue(),
        (Integer) yaml.get("layers"),
        (Integer) yaml.get("hidden"),
        (Integer) yaml.get("heads"),
        (Integer) yaml.get("intermediate"),
        (Integer) yaml.get("max_length"),
        (String) yaml.get("pooling"),
        (String) yaml.get("text_prefix"),
        (String) source.get("hugging_face"));
  }
}
