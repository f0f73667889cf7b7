package io.sparing.track;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that go to a tracker as artefacts, by name. What cannot be read is left out.
 *
 * @param folder of the sweep
 */
record RunFiles(Path folder) {

  private static final List<String> OF_SWEEP = List.of("rules.json", "rules.md");

  /** Returns the files of the sweep that are there. */
  Map<String, byte[]> ofSweep() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : OF_SWEEP) {
      read(folder.resolve(name)).ifPresent(content -> files.put(name, content));
    }
    return files;
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      return Optional.empty(); // no rules were learned
    }
  }

  /**
   * Returns the files of a trial: its result, and where its model was saved, the list of that
   * model's files.
   *
   * @param result the JSON of the ledger
   */
  Map<String, byte[]> ofTrial(String id, String result) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("result.json", result.getBytes(StandardCharsets.UTF_8));
    JsonArray model = model(folder.resolve("models").resolve(id));
    if (!model.isEmpty()) {
      files.put("saved-model.json", model.toString().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static JsonArray model(Path model) {
    JsonArray list = new JsonArray();
    try (Stream<Path> paths = Files.walk(model)) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        JsonObject file = new JsonObject();
        file.addProperty("path", path.toAbsolutePath().normalize().toString());
        file.addProperty("bytes", Files.size(path));
        list.add(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return new JsonArray(); // no model was saved
    }
    return list;
  }
}
