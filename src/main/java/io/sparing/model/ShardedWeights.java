package io.sparing.model;

import com.google.gson.JsonElement;
import io.sparing.script.TensorData;
import io.sparing.sources.Sha256;
import io.sparing.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Weights in several safetensors files, listed by {@code model.safetensors.index.json}. */
final class ShardedWeights {

  static final String INDEX = "model.safetensors.index.json";

  private static final long LARGEST_INDEX = 64 << 20;
  private static final String MAP = "weight_map";

  private final Path index;
  private final Map<String, Path> fileOfWeight = new LinkedHashMap<>();

  private ShardedWeights(Path index) {
    this.index = index;
  }

  /**
   * Reads the index.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no index, or a file that it names is not beside it;
   *     the message names that
   */
  static ShardedWeights of(Path index) throws IOException {
    ShardedWeights weights = new ShardedWeights(index);
    ConfigJson json = ConfigJson.of(index, StrictJson.read(index, LARGEST_INDEX));
    ConfigJson map = ConfigJson.of(index, json.value(MAP));
    for (String weight : map.keys()) {
      weights.fileOfWeight.put(weight, weights.shard(map.value(weight)));
    }
    if (weights.fileOfWeight.isEmpty()) {
      throw json.invalid(MAP, "weights and their files");
    }
    return weights;
  }

  private Path shard(JsonElement name) {
    String text = name.isJsonPrimitive() ? name.getAsString() : name.toString();
    boolean plain = text.endsWith(".safetensors") && !text.contains("/") && !text.contains("\\");
    if (!plain || !Files.isRegularFile(index.resolveSibling(text))) {
      throw new IllegalArgumentException(
          "Cannot find the file %s, which %s names; bring it into the same folder"
              .formatted(text, index));
    }
    return index.resolveSibling(text);
  }

  /** Returns the files, in the order in which they are first named. */
  Set<Path> files() {
    return new LinkedHashSet<>(fileOfWeight.values());
  }

  /**
   * Returns all weights, over the mapped files.
   *
   * @throws IllegalArgumentException if a weight is not in the file that the index names, or in two
   */
  Map<String, TensorData> read() throws IOException {
    Map<String, TensorData> all = new LinkedHashMap<>();
    for (Path file : files()) {
      Map<String, TensorData> shard = SafetensorsFile.read(file);
      shard.forEach(
          (name, tensor) -> {
            if (all.putIfAbsent(name, tensor) != null) {
              throw new IllegalArgumentException(
                  "Invalid %s: weight %s is in another file of %s too"
                      .formatted(file, name, index));
            }
          });
      fileOfWeight.forEach(
          (name, home) -> {
            if (home.equals(file) && !shard.containsKey(name)) {
              throw new IllegalArgumentException(
                  "Invalid %s: no weight %s, which %s says is in it".formatted(file, name, index));
            }
          });
    }
    return all;
  }

  /** Returns a checksum of all files' checksums, in their order, 64 hexadecimal digits. */
  String sha256() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files()) {
      all.add(FileChecksums.of(file));
    }
    return Sha256.of(String.join("\n", all));
  }
}
