package io.sparing.model;

import io.sparing.sources.Source;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the YAML form of a {@link ModelManifest}. The source is one of {@code artefact}, {@code
 * address} with what it pins, and {@code folder}; all but {@code decoder_layers} and {@code
 * first_position}, which are 0 if left out, is required.
 */
final class ModelManifestParser {

  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "architecture",
          "source",
          "licence",
          "parameters",
          "layers",
          "decoder_layers",
          "hidden",
          "heads",
          "intermediate",
          "vocabulary",
          "max_length",
          "first_position",
          "token_types",
          "layer_norm_epsilon",
          "embedding",
          "relative_buckets",
          "pooling",
          "text_prefix");
  private static final List<String> ARTEFACT =
      List.of("artefact", "weights", "tokenizer", "hugging_face");
  private static final List<String> ADDRESS =
      List.of("address", "revision", "files", "hugging_face");
  private static final List<String> FOLDER = List.of("folder", "hugging_face");

  private final String origin;

  private ModelManifestParser(String origin) {
    this.origin = origin;
  }

  /**
   * Parses a manifest.
   *
   * @param origin names the input in messages
   * @throws IllegalArgumentException if it is no YAML, has an unknown key, or a key is missing or
   *     holds something else than it should
   */
  static ModelManifest parse(InputStream in, String origin) {
    Object yaml;
    try {
      yaml = new Load(LoadSettings.builder().setLabel(origin).build()).loadFromInputStream(in);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("Failed to parse %s: %s".formatted(origin, e), e);
    }
    if (!(yaml instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("Invalid manifest %s: no keys".formatted(origin));
    }
    return new ModelManifestParser(origin).manifest(map);
  }

  private ModelManifest manifest(Map<?, ?> yaml) {
    checkKeys(yaml, KEYS);
    Map<?, ?> source = value(yaml, "source", Map.class);
    return new ModelManifest(
        text(yaml, "name"),
        text(yaml, "description"),
        text(yaml, "architecture"),
        source(text(yaml, "name"), source),
        text(yaml, "licence"),
        wholeNumber(yaml, "parameters"),
        new EncoderConfiguration(
            integer(yaml, "layers"),
            integer(yaml, "hidden"),
            integer(yaml, "heads"),
            integer(yaml, "intermediate"),
            integer(yaml, "vocabulary"),
            integer(yaml, "max_length"),
            integer(yaml, "first_position", 0),
            integer(yaml, "token_types"),
            value(yaml, "layer_norm_epsilon", Number.class).doubleValue(),
            integer(yaml, "embedding", integer(yaml, "hidden")),
            integer(yaml, "relative_buckets", 0)),
        integer(yaml, "decoder_layers", 0),
        text(yaml, "pooling"),
        value(yaml, "text_prefix", String.class),
        text(source, "hugging_face"));
  }

  private ModelSource source(String model, Map<?, ?> source) {
    if (source.containsKey("artefact")) {
      checkKeys(source, ARTEFACT);
      return new ArtefactSource(
          text(source, "artefact"), text(source, "weights"), text(source, "tokenizer"));
    }
    if (source.containsKey("folder")) {
      checkKeys(source, FOLDER);
      return new FolderSource(Path.of(text(source, "folder")));
    }
    checkKeys(source, ADDRESS);
    return pinned(model, source);
  }

  private PinnedSource pinned(String model, Map<?, ?> source) {
    String address = text(source, "address");
    if (!address.matches("https://[^/]+/\\S*\\{file\\}\\S*")) {
      throw invalid("address", address);
    }
    String revision = matching(source, "revision", "[0-9a-f]{40}");
    Map<?, ?> given = value(source, "files", Map.class);
    Map<String, Source> files = new LinkedHashMap<>();
    given.forEach(
        (key, pin) -> {
          String file = String.valueOf(key);
          String at = address.replace("{revision}", revision).replace("{file}", file);
          files.put(file, source(PinnedSource.path(model, file), at, pin));
        });
    return built(() -> new PinnedSource(files));
  }

  private Source source(String path, String address, Object value) {
    if (!(value instanceof Map<?, ?> pin)) {
      throw invalid("files", path);
    }
    checkKeys(pin, List.of("sha256", "size"));
    String sha256 = text(pin, "sha256");
    long size = wholeNumber(pin, "size");
    return built(() -> Source.of(path, address, sha256, size));
  }

  private <T> T built(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Failed to parse %s: %s".formatted(origin, e.getMessage()), e);
    }
  }

  private void checkKeys(Map<?, ?> yaml, List<String> known) {
    for (Object key : yaml.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "Unknown key in %s: %s; known: %s".formatted(origin, key, String.join(", ", known)));
      }
    }
  }

  private String matching(Map<?, ?> yaml, String key, String pattern) {
    String text = text(yaml, key);
    if (!text.matches(pattern)) {
      throw invalid(key, text);
    }
    return text;
  }

  private String text(Map<?, ?> yaml, String key) {
    String text = value(yaml, key, String.class);
    if (text.isBlank()) {
      throw invalid(key, text);
    }
    return text;
  }

  private long wholeNumber(Map<?, ?> yaml, String key) {
    Number number = value(yaml, key, Number.class);
    if (!(number instanceof Integer) && !(number instanceof Long)) {
      throw invalid(key, number);
    }
    return number.longValue();
  }

  private int integer(Map<?, ?> yaml, String key) {
    return value(yaml, key, Integer.class);
  }

  private int integer(Map<?, ?> yaml, String key, int otherwise) {
    return yaml.containsKey(key) ? integer(yaml, key) : otherwise;
  }

  private <T> T value(Map<?, ?> yaml, String key, Class<T> type) {
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
