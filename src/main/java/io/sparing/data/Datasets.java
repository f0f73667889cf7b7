package io.sparing.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The registry of data sets: each name has a manifest in {@code data-manifests/datasets} and a
 * reader of its rows.
 */
public final class Datasets {

  private static final Map<String, Function<DatasetManifest, Dataset>> READERS = readers();

  /** The known names, in registry order. */
  public static final List<String> NAMES = List.copyOf(READERS.keySet());

  private static final Map<String, DatasetManifest> KNOWN = manifests();

  private Datasets() {}

  private static Map<String, Function<DatasetManifest, Dataset>> readers() {
    Map<String, Function<DatasetManifest, Dataset>> readers = new LinkedHashMap<>();
    readers.put("wordnet-topic", WordNetTopic::read);
    readers.put("wordnet-pairs", WordNetPairs::read);
    return readers;
  }

  /** All manifests by name, in registry order. Immutable. */
  public static Map<String, DatasetManifest> known() {
    return KNOWN;
  }

  /**
   * Finds a data set's manifest.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static DatasetManifest find(String name) {
    DatasetManifest manifest = KNOWN.get(name);
    if (manifest == null) {
      throw new IllegalArgumentException(
          "Unknown dataset: %s; known: %s".formatted(name, String.join(", ", NAMES)));
    }
    return manifest;
  }

  /**
   * Reads a data set's rows; takes seconds, and every call reads anew. The same name always gives
   * the same rows in the same order.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException if its source cannot be read or holds too little
   */
  public static Dataset load(String name) {
    DatasetManifest manifest = find(name);
    return READERS.get(name).apply(manifest);
  }

  private static Map<String, DatasetManifest> manifests() {
    Map<String, DatasetManifest> known = new LinkedHashMap<>();
    NAMES.forEach(name -> known.put(name, manifest(name)));
    return Collections.unmodifiableMap(known);
  }

  private static DatasetManifest manifest(String name) {
    String resource = "/data-manifests/datasets/" + name + ".yaml";
    try (InputStream in = Datasets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find the manifest " + resource);
      }
      return DatasetManifestParser.parse(in, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the manifest " + resource, e);
    }
  }
}
