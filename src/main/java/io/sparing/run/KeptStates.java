package io.sparing.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.process.Provenances;
import io.sparing.script.Safetensors;
import io.sparing.sources.Sha256;
import io.sparing.storage.Durable;
import io.sparing.storage.FileTree;
import io.sparing.storage.SetAside;
import io.sparing.train.Checkpoint;
import io.sparing.train.Checkpoints;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.weights.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The states of one training, of which the last is kept: a file of tensors, and a description that
 * names it and holds its checksum. Both get their names when they are whole, the description last.
 */
final class KeptStates implements Checkpoints {

  private static final Logger LOG = Logger.getLogger(KeptStates.class.getName());
  private static final String DESCRIPTION = "checkpoint.json";

  /** Memory may be short at every step; a state for that is kept no more often. */
  private static final double SECONDS_BETWEEN_SHORT = 60;

  private final Path own;
  private final TrainingOrigin origin;
  private final Duration every;
  private final Ending ending;
  private double last;
  private double lastShort = -SECONDS_BETWEEN_SHORT;

  KeptStates(Path own, TrainingOrigin origin, Duration every, Ending ending) {
    this.own = own;
    this.origin = origin;
    this.every = every;
    this.ending = ending;
    ending.begun();
  }

  @Override
  public Found find() {
    if (Files.notExists(own.resolve(DESCRIPTION))) {
      return new Nothing();
    }
    try {
      JsonObject description =
          JsonParser.parseString(Files.readString(own.resolve(DESCRIPTION))).getAsJsonObject();
      if (!origin().equals(description.getAsJsonObject("origin"))) {
        return unusable("is of another trial, model, data set, device or version of Sparing");
      }
      Path tensors = own.resolve(description.get("file").getAsString());
      if (!Sha256.of(tensors).equals(description.get("sha256").getAsString())) {
        return unusable("is damaged: the checksum of " + tensors.getFileName() + " is another");
      }
      Checkpoint checkpoint =
          new Checkpoint(
              CheckpointParser.progress(description.getAsJsonObject("progress")),
              SafetensorsFile.read(tensors));
      last = checkpoint.progress().seconds();
      return new Kept(checkpoint);
    } catch (IOException | RuntimeException e) {
      return unusable("cannot be read: " + Failures.message(e));
    }
  }

  /** Returns what the states are of: other versions may order tensors otherwise. */
  private JsonObject origin() {
    Provenance here = Provenances.ofThisProcess(1, "", Instant.EPOCH, Instant.EPOCH);
    JsonObject json = origin.toJson();
    json.addProperty("code_version", here.codeVersion());
    json.addProperty("pytorch", here.pytorch());
    return json;
  }

  /** Moves what cannot be used to where nobody reads. */
  private Found unusable(String why) {
    String reason = "The state of an earlier training %s".formatted(why);
    try {
      Path sweep = own.toAbsolutePath().getParent().getParent();
      Path aside = SetAside.free(sweep, "checkpoint-" + own.getFileName(), "");
      Files.move(own, aside);
      return new Unusable("%s; it was moved to %s".formatted(reason, sweep.relativize(aside)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Cannot set " + own + " aside", e);
      return new Unusable(reason);
    }
  }

  @Override
  public Optional<String> due(double seconds, boolean memoryShort) {
    if (ending.wished()) {
      return Optional.of("The process was asked to end");
    }
    if (memoryShort && seconds - lastShort >= SECONDS_BETWEEN_SHORT) {
      lastShort = seconds;
      last = seconds;
      return Optional.of("Memory is short, and the process may be killed");
    }
    if (seconds - last < every.toMillis() / 1000.0) {
      return Optional.empty();
    }
    String reason = "%.0f seconds of training are not kept yet".formatted(seconds - last);
    last = seconds;
    return Optional.of(reason);
  }

  @Override
  public void save(Checkpoint checkpoint) {
    try {
      write(checkpoint);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "Cannot keep the state of a training in " + own, e);
    }
    if (ending.wished()) {
      ending.await();
    }
  }

  private void write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(own);
    Path tensors = own.resolve("step-%d.safetensors".formatted(checkpoint.progress().steps()));
    JsonObject description = new JsonObject();
    description.add("origin", origin());
    description.add("progress", CheckpointParser.toJson(checkpoint.progress()));
    description.addProperty("file", tensors.getFileName().toString());
    publish(
        tensors,
        file -> {
          Safetensors.write(checkpoint.tensors(), Map.of(), file);
          description.addProperty("sha256", Sha256.of(file));
        });
    publish(own.resolve(DESCRIPTION), file -> Files.writeString(file, description + "\n"));
    Durable.folder(own);
    deleteAllBut(List.of(tensors, own.resolve(DESCRIPTION)));
  }

  /** Deletes earlier states, and what processes that were killed left half-written. */
  private void deleteAllBut(List<Path> kept) throws IOException {
    try (Stream<Path> files = Files.list(own)) {
      for (Path file : files.filter(each -> !kept.contains(each)).toList()) {
        FileTree.delete(file);
      }
    }
  }

  /** Writes a file. */
  private interface Content {
    void write(Path file) throws IOException;
  }

  private static void publish(Path file, Content content) throws IOException {
    Path unfinished =
        file.resolveSibling("_%s-%s".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      content.write(unfinished);
      Durable.file(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public void close() {
    ending.over();
  }
}
