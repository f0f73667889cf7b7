package io.sparing.run;

import io.sparing.train.Checkpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where the workers of a sweep keep the states of long trainings, so that one that was ended goes
 * on. Each training has a folder named by the id of its trial.
 *
 * @param folder holds the trainings' folders; empty if no state is kept
 * @param every training time between two states
 */
public record CheckpointFiles(Optional<Path> folder, Duration every) {

  /** Environment variable of a worker: the folder. */
  private static final String FOLDER = "SPARING_CHECKPOINTS";

  /** Environment variable of a worker: the time between two states, in milliseconds. */
  private static final String EVERY = "SPARING_CHECKPOINT_EVERY";

  /** The time between two states where nothing else is said. */
  public static final Duration USUAL = Duration.ofMinutes(5);

  /** Keeps nothing. */
  static final CheckpointFiles NONE = new CheckpointFiles(Optional.empty(), USUAL);

  /** Returns what a worker's environment says. */
  static CheckpointFiles of(Map<String, String> environment) {
    String every = environment.getOrDefault(EVERY, String.valueOf(USUAL.toMillis()));
    return new CheckpointFiles(
        Optional.ofNullable(environment.get(FOLDER)).map(Path::of),
        Duration.ofMillis(Long.parseLong(every)));
  }

  /** Returns the environment of workers that keep states in a folder. */
  public static Map<String, String> environment(Path folder) {
    return Map.of(FOLDER, folder.toAbsolutePath().toString());
  }

  /** Returns the environment of workers that keep one in so much time. */
  public static Map<String, String> environment(Duration every) {
    return every.equals(USUAL) ? Map.of() : Map.of(EVERY, String.valueOf(every.toMillis()));
  }

  /** Returns the states of a training. */
  Checkpoints of(TrainingOrigin origin, Ending ending) {
    return folder
        .<Checkpoints>map(
            all -> new KeptStates(all.resolve(origin.trial().id()), origin, every, ending))
        .orElse(Checkpoints.NONE);
  }
}
