package io.sparing.cli;

import io.sparing.track.Tracker;
import io.sparing.track.TrackerSettings;
import io.sparing.track.Trackers;
import io.sparing.track.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a sweep is tracked. */
final class TrackOptions {

  /** How long the end of a sweep waits for what is still to be sent. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--track",
      paramLabel = "TRACKER",
      description =
          "Send what the sweep does to a tracker as it runs: ${COMPLETION-CANDIDATES}. A tracker"
              + " that does not answer neither slows the sweep nor makes it fail.",
      completionCandidates = Names.class)
  private String tracker;

  @Option(
      names = "--track-address",
      paramLabel = "URL",
      description =
          "The tracker's address, such as http://127.0.0.1:5000 (default: MLFLOW_TRACKING_URI).")
  private String address;

  @Option(
      names = "--track-experiment",
      paramLabel = "NAME",
      description =
          "The experiment under which runs are filed (default: MLFLOW_EXPERIMENT_NAME, else the"
              + " sweep's name).")
  private String experiment;

  /** The names of trackers, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Trackers.NAMES.iterator();
    }
  }

  /**
   * Opens the tracker that was named; empty if none was.
   *
   * @param folder of the sweep
   * @throws IllegalArgumentException if it is unknown or its address is missing or wrong
   */
  Optional<Tracking> open(Path folder) {
    if (tracker == null) {
      if (address != null || experiment != null) {
        throw new IllegalArgumentException(
            "Cannot track without a tracker; expected --track with %s, one of: %s"
                .formatted(
                    address == null ? "--track-experiment" : "--track-address",
                    String.join(", ", Trackers.NAMES)));
      }
      return Optional.empty();
    }
    Tracker known = Trackers.find(tracker);
    return Optional.of(known.open(settings(address, experiment, folder, PATIENCE)));
  }

  /** Returns settings with the environment of this process. */
  static TrackerSettings settings(
      String address, String experiment, Path folder, Duration patience) {
    return new TrackerSettings(
        Optional.ofNullable(address),
        Optional.ofNullable(experiment),
        System.getenv(),
        folder,
        patience);
  }
}
