package io.sparing.track;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a tracker is opened with.
 *
 * @param address of the server, where the command line gives one
 * @param experiment under which runs are filed, where the command line gives one
 * @param environment of this process, with addresses and secrets
 * @param folder of the sweep
 * @param patience how long the end of a sweep waits for what is still to be sent
 */
public record TrackerSettings(
    Optional<String> address,
    Optional<String> experiment,
    Map<String, String> environment,
    Path folder,
    Duration patience) {

  /** Copies the environment. */
  public TrackerSettings {
    environment = Map.copyOf(environment);
  }

  /** Returns a variable of the environment; empty if it is not set, or to nothing. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
