package io.sparing.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registry of models: each name has a manifest in {@code data-manifests/models}. A path to a
 * Hugging Face folder is a model, too.
 */
public final class Models {

  private static final Map<String, ModelManifest> KNOWN =
      register(
          "minilm-l6",
          "bge-small",
          "e5-small-v2",
          "bge-base",
          "distilbert-base-uncased",
          "bert-base-uncased",
          "bert-large-uncased",
          "roberta-base",
          "flan-t5-small",
          "flan-t5-base",
          "smollm2-135m-instruct",
          "smollm2-360m-instruct");

  /** Manifests of folders by path, read once in a process. */
  private static final Map<String, ModelManifest> FOLDERS = new ConcurrentHashMap<>();

  private Models() {}

  /** Returns all manifests by name, in registry order. Immutable. */
  public static Map<String, ModelManifest> known() {
    return KNOWN;
  }

  /**
   * Returns how a model is written in a trial: a known name in lower case, or a path with a slash.
   * Looks at no file unless the text is neither; then it may be a folder here.
   *
   * @throws IllegalArgumentException if it is none of these; the message lists the known names
   */
  public static String canonical(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (KNOWN.containsKey(name)) {
      return name;
    }
    if (text.contains("/")) {
      return text;
    }
    if (!text.isBlank() && Files.isDirectory(Path.of(text))) {
      return "./" + text;
    }
    throw new IllegalArgumentException(
        "Unknown model: %s; known: %s".formatted(text, String.join(", ", KNOWN.keySet())));
  }

  /**
   * Finds a model's manifest, by its name or the path of its folder.
   *
   * @throws IllegalArgumentException if there is none of that name, the message lists the known
   *     ones; or if the folder cannot be read as a model, the message says why
   */
  public static ModelManifest find(String nameOrPath) {
    String canonical = canonical(nameOrPath);
    ModelManifest manifest = KNOWN.get(canonical);
    return manifest != null ? manifest : FOLDERS.computeIfAbsent(canonical, ModelFolders::read);
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
      return ModelManifestParser.parse(in, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the manifest " + resource, e);
    }
  }
}
