package io.sparing.selector;

import io.sparing.text.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The YAML form of an {@link EnvironmentGrid}, as in {@code conf/environments.yaml}. */
public final class EnvironmentGridParser {

  private static final String PUBLISHED = "/environments.yaml";

  private EnvironmentGridParser() {}

  /** Returns the published grid, which comes with Sparing. */
  public static EnvironmentGrid published() {
    try (InputStream in = EnvironmentGridParser.class.getResourceAsStream(PUBLISHED)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "environments.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a grid of one's own.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no grid; the message names the file
   */
  public static EnvironmentGrid read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Cannot find the environments: %s; name a file such as conf/environments.yaml"
              .formatted(file));
    }
    return parse(TextFile.read(file), file.toString());
  }

  static EnvironmentGrid parse(String text, String name) {
    Object root;
    try {
      root =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .loadFromString(text);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(
          "Invalid environments: %s: %s".formatted(name, e.getMessage()), e);
    }
    if (!(root instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid environments: %s; expected limits and their values, as latency_ms: [10, none]"
              .formatted(name));
    }
    Map<Feature, List<Double>> limits = new EnumMap<>(Feature.class);
    map.forEach(
        (key, values) -> {
          Feature feature = Feature.find(String.valueOf(key));
          List<Double> numbers = new ArrayList<>();
          for (Object value :
              values instanceof List<?> list ? list : Collections.singletonList(values)) {
            numbers.add(number(feature, value, name));
          }
          limits.put(feature, numbers);
        });
    return new EnvironmentGrid(limits);
  }

  private static double number(Feature feature, Object value, String name) {
    if ("none".equals(value) || "all".equals(value)) {
      return Double.POSITIVE_INFINITY;
    }
    boolean none =
        feature == Feature.EXAMPLES && value instanceof Number zero && zero.doubleValue() == 0;
    if (value instanceof Number number && (number.doubleValue() > 0 || none)) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "Invalid %s: %s in %s; expected a number above 0, or none for no limit"
            .formatted(feature.column(), value, name));
  }
}
