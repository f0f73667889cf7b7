package io.sparing.track;

import io.sparing.watch.SweepWatcher;
import java.util.Optional;
import java.util.function.Consumer;

/** A sweep on its way to MLflow. */
final class MlflowTracking implements Tracking {

  private final MlflowClient client;
  private final TrackerSettings settings;
  private final Optional<String> experiment;
  private final Tally tally = new Tally();

  /**
   * Makes one; nothing is sent yet.
   *
   * @param experiment under which its runs are filed; empty for one of the sweep's name
   */
  MlflowTracking(MlflowClient client, TrackerSettings settings, Optional<String> experiment) {
    this.client = client;
    this.settings = settings;
    this.experiment = experiment;
  }

  @Override
  public SweepWatcher watcher(Consumer<String> told) {
    return new MlflowWatcher(
        start -> new MlflowSweep(client, settings, experiment, start, tally),
        tally,
        told,
        settings.patience());
  }

  @Override
  public int trials() {
    return tally.trials();
  }

  @Override
  public int sent() {
    return tally.sent();
  }
}
