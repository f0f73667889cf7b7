package io.sparing.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.script.Safetensors;
import io.sparing.script.TensorData;
import io.sparing.sources.Sha256;
import io.sparing.storage.Durable;
import io.sparing.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the workers of a sweep share trained teachers. Each has a folder named by the id of its
 * trial, with its weights and a description that holds their checksum. Both get their names when
 * they are whole, the description last: weights without their own description are none. Several
 * processes may write at once; the last one wins.
 *
 * @param folder holds the teachers' folders; empty if teachers are not shared
 */
public record TeacherFiles(Optional<Path> folder) {

  private static final Logger LOG = Logger.getLogger(TeacherFiles.class.getName());

  /** Environment variable of a worker: the folder. */
  private static final String FOLDER = "SPARING_TEACHERS";

  static final String WEIGHTS = "model.safetensors";
  static final String DESCRIPTION = "teacher.json";

  /** A teacher as its files hold it: its trained parameters by dotted path, and what it cost. */
  record Saved(Map<String, TensorData> parameters, TeacherCost cost) {}

  /** Returns what a worker's environment says. */
  static TeacherFiles of(Map<String, String> environment) {
    return new TeacherFiles(Optional.ofNullable(environment.get(FOLDER)).map(Path::of));
  }

  /** Returns the environment of workers that share their teachers in a folder. */
  public static Map<String, String> environment(Path folder) {
    return Map.of(FOLDER, folder.toAbsolutePath().toString());
  }

  /**
   * Makes a teacher's folder, so that it is known before the training whether there can be one.
   *
   * @throws IOException if there can be none
   */
  void open(TrainingOrigin origin) throws IOException {
    Path own =
        own(origin)
            .orElseThrow(
                () ->
                    new IOException(
                        "Cannot share a teacher: the worker's environment names no folder in "
                            + FOLDER));
    Files.createDirectories(own);
    Files.delete(Files.createFile(temporary(own.resolve(DESCRIPTION))));
  }

  /** Returns a teacher; empty if it is not there, damaged, or of another origin. */
  Optional<Saved> find(TrainingOrigin origin) {
    Optional<Path> own = own(origin).filter(path -> Files.exists(path.resolve(DESCRIPTION)));
    return own.flatMap(path -> read(path, origin));
  }

  /**
   * Saves a teacher, if teachers are shared.
   *
   * @throws IOException if a file cannot be written; no half of it is left under its name
   */
  void save(TrainingOrigin origin, Saved teacher) throws IOException {
    Optional<Path> own = own(origin);
    if (own.isEmpty()) {
      return;
    }
    Files.createDirectories(own.get());
    Path weights = own.get().resolve(WEIGHTS);
    JsonObject description = new JsonObject();
    description.add("origin", origin.toJson());
    description.addProperty("train_seconds", teacher.cost().seconds());
    description.addProperty("peak_host_bytes", teacher.cost().peakBytes());
    publish(
        weights,
        file -> {
          Safetensors.write(teacher.parameters(), Map.of("format", "pt"), file);
          description.addProperty("sha256", Sha256.of(file));
        });
    publish(own.get().resolve(DESCRIPTION), file -> Files.writeString(file, description + "\n"));
    Durable.folder(own.get());
  }

  private Optional<Path> own(TrainingOrigin origin) {
    return folder.map(path -> path.resolve(origin.trial().id()));
  }

  private static Optional<Saved> read(Path own, TrainingOrigin origin) {
    try {
      JsonObject description =
          JsonParser.parseString(Files.readString(own.resolve(DESCRIPTION))).getAsJsonObject();
      if (!origin.toJson().equals(description.getAsJsonObject("origin"))) {
        LOG.log(Level.WARNING, "The teacher in {0} is of another origin; it is trained anew", own);
        return Optional.empty();
      }
      Path weights = own.resolve(WEIGHTS);
      Map<String, TensorData> parameters = SafetensorsFile.read(weights);
      if (!Sha256.of(weights).equals(description.get("sha256").getAsString())) {
        throw new IOException("Invalid checksum of " + weights);
      }
      TeacherCost cost =
          new TeacherCost(
              description.get("train_seconds").getAsDouble(),
              description.get("peak_host_bytes").getAsLong());
      return Optional.of(new Saved(parameters, cost));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The teacher in " + own + " is damaged; it is trained anew", e);
      return Optional.empty();
    }
  }

  /** Writes a file. */
  private interface Content {
    void write(Path file) throws IOException;
  }

  private static void publish(Path file, Content content) throws IOException {
    Path unfinished = temporary(file);
    try {
      content.write(unfinished);
      Durable.file(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("_%s-%s".formatted(file.getFileName(), UUID.randomUUID()));
  }
}
