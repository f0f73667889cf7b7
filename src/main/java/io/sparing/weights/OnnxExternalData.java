package io.sparing.weights;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Numbers that a model keeps in files beside it. Nothing outside its folder is ever opened. */
final class OnnxExternalData {

  private final WeightFile model;
  private final Map<Path, WeightFile> opened = new HashMap<>();

  OnnxExternalData(WeightFile model) {
    this.model = model;
  }

  /**
   * Returns a view of a tensor's bytes.
   *
   * @param entries location, offset (0 if absent) and length (the rest of the file if absent)
   * @param expected bytes that the tensor has
   */
  ByteBuffer read(String tensor, List<OnnxMl.StringStringEntryProto> entries, long expected)
      throws IOException {
    Map<String, String> values = new HashMap<>();
    for (OnnxMl.StringStringEntryProto entry : entries) {
      if (values.put(entry.getKey(), entry.getValue()) != null) {
        throw model.refusal(tensor, Rule.DUPLICATE_NAME, "external data's " + entry.getKey());
      }
    }
    WeightFile data = open(tensor, values.getOrDefault("location", ""));
    long offset = number(tensor, values.get("offset"), 0);
    if (offset > data.size()) {
      throw model.refusal(
          tensor, Rule.BEYOND_FILE, "offset %d of %s".formatted(offset, data.path()));
    }
    long length = number(tensor, values.get("length"), data.size() - offset);
    if (length > data.size() - offset) {
      throw model.refusal(
          tensor,
          Rule.BEYOND_FILE,
          "%d bytes from %d of %s".formatted(length, offset, data.path()));
    }
    if (length != expected) {
      throw model.refusal(
          tensor, Rule.WRONG_BYTE_COUNT, "%d; expected %d".formatted(length, expected));
    }
    return data.slice(offset, length);
  }

  private WeightFile open(String tensor, String location) throws IOException {
    Path path = inside(tensor, location);
    WeightFile known = opened.get(path);
    if (known == null) {
      known = WeightFile.map(path);
      opened.put(path, known);
    }
    return known;
  }

  private Path inside(String tensor, String location) throws IOException {
    Path relative = relative(tensor, location);
    Path folder = model.path().toAbsolutePath().getParent();
    Path path = folder.resolve(relative);
    if (!Files.isRegularFile(path)) {
      throw model.refusal(tensor, Rule.OUTSIDE_FOLDER, "%s is no file there".formatted(location));
    }
    Path real = path.toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw model.refusal(tensor, Rule.OUTSIDE_FOLDER, location + " is a link that leaves it");
    }
    return real;
  }

  private Path relative(String tensor, String location) throws MalformedWeightsException {
    try {
      Path path = Path.of(location);
      boolean climbs =
          StreamSupport.stream(path.spliterator(), false).anyMatch(part -> part.endsWith(".."));
      if (!location.isEmpty() && !location.contains("\\") && !path.isAbsolute() && !climbs) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw model.refusal(tensor, Rule.OUTSIDE_FOLDER, e.getReason());
    }
    throw model.refusal(tensor, Rule.OUTSIDE_FOLDER, "location \"%s\"".formatted(location));
  }

  private long number(String tensor, String text, long otherwise) throws MalformedWeightsException {
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw model.refusal(
          tensor, Rule.BAD_HEADER, "external data at \"%s\"; expected a number".formatted(text));
    }
    return Long.parseLong(text);
  }
}
