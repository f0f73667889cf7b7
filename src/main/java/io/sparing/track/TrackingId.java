package io.sparing.track;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The id by which a tracker knows the sweep of a folder again, in the file {@code tracking-id}
 * there. A folder that cannot be written has one made of its path.
 */
final class TrackingId {

  /** The file's name in the sweep's folder. */
  static final String FILE = "tracking-id";

  private TrackingId() {}

  /** Returns the id of a folder, which is made if there is none. */
  static String of(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return UUID.fromString(Files.readString(file).strip()).toString();
    } catch (IOException | IllegalArgumentException e) {
      return make(folder, file);
    }
  }

  private static String make(Path folder, Path file) {
    String id = UUID.randomUUID().toString();
    try {
      Files.writeString(file, id + "\n");
      return id;
    } catch (IOException e) {
      String path = folder.toAbsolutePath().normalize().toString();
      return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    }
  }
}
